using Temporal.Server.Keys;
using Temporalio.Api.Query.V1;

namespace Temporal.Server.Execution.Queries;

/// <summary>A question that goes to a worker by itself, without a workflow task.</summary>
internal sealed class QueryTask
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public required RunKey Key { get; init; }

    public required string WorkflowType { get; init; }

    public required string TaskQueue { get; init; }

    public required long PreviousStartedId { get; init; }

    public required long NextEventId { get; init; }

    /// <summary>The run, while it is open.</summary>
    public Run? Run { get; init; }

    public required WorkflowQuery Query { get; init; }

    public TaskCompletionSource<QueryOutcome> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A worker has it.</summary>
    public bool IsTaken { get; set; }
}
