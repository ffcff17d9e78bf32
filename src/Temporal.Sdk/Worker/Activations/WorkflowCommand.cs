using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Activations;

/// <summary>One thing that a run asks for, in the order in which its code asked.</summary>
internal abstract record WorkflowCommand
{
    private static readonly Dictionary<string, Payload> NoPayloads = [];

    private WorkflowCommand()
    {
    }

    /// <summary>A short text for user interfaces, where the command takes one.</summary>
    public Payload? Summary { get; init; }

    /// <summary>A longer text for user interfaces, where the command takes one.</summary>
    public Payload? Details { get; init; }

    public sealed record StartTimer(uint Seq, TimeSpan StartToFireTimeout) : WorkflowCommand;

    public sealed record CancelTimer(uint Seq) : WorkflowCommand;

    public sealed record ScheduleActivity(uint Seq) : WorkflowCommand
    {
        public required string ActivityId { get; init; }

        public required string ActivityType { get; init; }

        public required string TaskQueue { get; init; }

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoPayloads;

        public IReadOnlyList<Payload> Arguments { get; init; } = [];

        public TimeSpan? ScheduleToCloseTimeout { get; init; }

        public TimeSpan? ScheduleToStartTimeout { get; init; }

        public TimeSpan? StartToCloseTimeout { get; init; }

        public TimeSpan? HeartbeatTimeout { get; init; }

        public RetryPolicy? RetryPolicy { get; init; }

        public ActivityCancellationType CancellationType { get; init; }

        public Priority? Priority { get; init; }
    }

    public sealed record RequestCancelActivity(uint Seq) : WorkflowCommand;

    public sealed record StartChildWorkflow(uint Seq) : WorkflowCommand
    {
        public required string Namespace { get; init; }

        public required string WorkflowId { get; init; }

        public required string WorkflowType { get; init; }

        public required string TaskQueue { get; init; }

        public IReadOnlyList<Payload> Input { get; init; } = [];

        public TimeSpan? ExecutionTimeout { get; init; }

        public TimeSpan? RunTimeout { get; init; }

        public TimeSpan? TaskTimeout { get; init; }

        public Workflows.ParentClosePolicy ParentClosePolicy { get; init; }

        public WorkflowIdReusePolicy IdReusePolicy { get; init; }

        public RetryPolicy? RetryPolicy { get; init; }

        public string? CronSchedule { get; init; }

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoPayloads;

        public Memo? Memo { get; init; }

        public SearchAttributes? SearchAttributes { get; init; }

        public ChildWorkflowCancellationType CancellationType { get; init; }

        public Priority? Priority { get; init; }
    }

    /// <summary>Cancels the child that was started under this number, before or after its start.</summary>
    public sealed record CancelChildWorkflow(uint Seq, string Reason) : WorkflowCommand;

    public sealed record SignalExternalWorkflow(uint Seq) : WorkflowCommand
    {
        public required string Namespace { get; init; }

        public required string WorkflowId { get; init; }

        public string? RunId { get; init; }

        /// <summary>True for a signal to a child of this run: only a workflow that is one takes it.</summary>
        public bool ChildWorkflowOnly { get; init; }

        public required string SignalName { get; init; }

        public IReadOnlyList<Payload> Arguments { get; init; } = [];

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoPayloads;
    }

    /// <summary>Takes back a signal that was not sent yet.</summary>
    public sealed record CancelSignalWorkflow(uint Seq) : WorkflowCommand;

    public sealed record RequestCancelExternalWorkflow(uint Seq) : WorkflowCommand
    {
        public required string Namespace { get; init; }

        public required string WorkflowId { get; init; }

        public string? RunId { get; init; }

        public string Reason { get; init; } = string.Empty;
    }

    public sealed record SetPatchMarker(string PatchId, bool Deprecated) : WorkflowCommand;

    public sealed record UpsertSearchAttributes(SearchAttributes SearchAttributes) : WorkflowCommand;

    /// <summary>Changes the memo; a null payload removes its key.</summary>
    public sealed record ModifyWorkflowProperties(Memo UpsertedMemo) : WorkflowCommand;

    /// <summary>Answers a query: a result or a failure.</summary>
    public sealed record RespondToQuery(string QueryId, Payload? Result, Failure? Failure) : WorkflowCommand;

    public sealed record UpdateResponse(string ProtocolInstanceId, UpdateOutcome Outcome) : WorkflowCommand;

    public sealed record CompleteWorkflow(Payload? Result) : WorkflowCommand;

    public sealed record FailWorkflow(Failure Failure) : WorkflowCommand;

    public sealed record CancelWorkflow : WorkflowCommand;

    public sealed record ContinueAsNewWorkflow : WorkflowCommand
    {
        public required string WorkflowType { get; init; }

        public required string TaskQueue { get; init; }

        public IReadOnlyList<Payload> Arguments { get; init; } = [];

        public TimeSpan? RunTimeout { get; init; }

        public TimeSpan? TaskTimeout { get; init; }

        public TimeSpan? BackoffStartInterval { get; init; }

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoPayloads;

        /// <summary>Null: the engine takes the run's own.</summary>
        public Memo? Memo { get; init; }

        /// <summary>Null: the engine takes the run's own.</summary>
        public SearchAttributes? SearchAttributes { get; init; }

        /// <summary>Null: the engine takes the run's own.</summary>
        public RetryPolicy? RetryPolicy { get; init; }
    }

    /// <summary>What became of an update; accepted is followed by completed or failed later, rejected by nothing.</summary>
    public abstract record UpdateOutcome
    {
        private UpdateOutcome()
        {
        }

        public sealed record Accepted : UpdateOutcome;

        /// <summary>Refused before acceptance.</summary>
        public sealed record Rejected(Failure Failure) : UpdateOutcome;

        public sealed record Completed(Payload? Result) : UpdateOutcome;

        /// <summary>Failed after acceptance.</summary>
        public sealed record Failed(Failure Failure) : UpdateOutcome;
    }
}
