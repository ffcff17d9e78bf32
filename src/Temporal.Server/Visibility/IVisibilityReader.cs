using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>Answers list and count for one namespace.</summary>
internal interface IVisibilityReader
{
    /// <summary>One page in the default order: open runs first (newest start), then closed ones (newest close, newest start).</summary>
    Task<VisibilityPage> ListAsync(VisibilityRequest request, CancellationToken cancellationToken);

    /// <summary>How many records match, by status.</summary>
    Task<IReadOnlyDictionary<WorkflowExecutionStatus, long>> CountAsync(string namespaceId, Filter? where, CancellationToken cancellationToken);
}
