using Temporalio.Api.Query.V1;

namespace Temporal.Server.Execution.Queries;

/// <summary>A query that waits for a workflow task.</summary>
internal sealed class BufferedQuery(WorkflowQuery query)
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public WorkflowQuery Query { get; } = query;

    public bool IsAttached { get; set; }

    public TaskCompletionSource<QueryOutcome> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
