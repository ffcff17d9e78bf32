using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A run of a workflow in full.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    private readonly DataConverter dataConverter;

    /// <summary>Creates it from the message.</summary>
    protected internal WorkflowExecutionDescription(DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(rawDescription.WorkflowExecutionInfo, dataConverter, null)
    {
        RawDescription = rawDescription;
        this.dataConverter = dataConverter;
    }

    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    /// <summary>Gets the one line for people that the workflow was started with.</summary>
    public Task<string?> GetStaticSummaryAsync() => ReadAsync(RawDescription.ExecutionConfig?.UserMetadata?.Summary);

    /// <summary>Gets the lines for people that the workflow was started with.</summary>
    public Task<string?> GetStaticDetailsAsync() => ReadAsync(RawDescription.ExecutionConfig?.UserMetadata?.Details);

    private async Task<string?> ReadAsync(Payload? payload) =>
        payload is null ? null : await dataConverter.ToValueAsync<string>(payload).ConfigureAwait(false);
}
