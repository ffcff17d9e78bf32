using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Activations;

/// <summary>
/// One thing that happened to a run. Order within an activation: InitializeWorkflow, NotifyHasPatch, UpdateRandomSeed, then SignalWorkflow and DoUpdate in
/// history order, then all else in history order. QueryWorkflow and RemoveFromCache each come in an activation of their own.
/// </summary>
internal abstract record WorkflowActivationJob
{
    private static readonly Dictionary<string, Payload> NoHeaders = [];

    private WorkflowActivationJob()
    {
    }

    /// <summary>The run starts. Always the first job of the first activation.</summary>
    public sealed record InitializeWorkflow : WorkflowActivationJob
    {
        public required string WorkflowType { get; init; }

        public required string WorkflowId { get; init; }

        public IReadOnlyList<Payload> Arguments { get; init; } = [];

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoHeaders;

        /// <summary>Seed of the run's random numbers, derived from the original run id.</summary>
        public ulong RandomnessSeed { get; init; }

        public string Identity { get; init; } = string.Empty;

        public WorkflowExecution? ParentWorkflow { get; init; }

        public string ParentNamespace { get; init; } = string.Empty;

        public WorkflowExecution? RootWorkflow { get; init; }

        public TimeSpan? ExecutionTimeout { get; init; }

        public TimeSpan? RunTimeout { get; init; }

        public TimeSpan TaskTimeout { get; init; }

        public string ContinuedFromRunId { get; init; } = string.Empty;

        public Failure? ContinuedFailure { get; init; }

        public IReadOnlyList<Payload> LastCompletionResult { get; init; } = [];

        public string FirstExecutionRunId { get; init; } = string.Empty;

        public RetryPolicy? RetryPolicy { get; init; }

        public int Attempt { get; init; } = 1;

        public string CronSchedule { get; init; } = string.Empty;

        public Memo? Memo { get; init; }

        public SearchAttributes? SearchAttributes { get; init; }

        public Priority? Priority { get; init; }

        /// <summary>Time of the WorkflowExecutionStarted event (UTC).</summary>
        public DateTime StartTime { get; init; }
    }

    public sealed record FireTimer(uint Seq) : WorkflowActivationJob;

    public sealed record UpdateRandomSeed(ulong RandomnessSeed) : WorkflowActivationJob;

    public sealed record QueryWorkflow(string QueryId, string QueryType) : WorkflowActivationJob
    {
        public IReadOnlyList<Payload> Arguments { get; init; } = [];

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoHeaders;
    }

    public sealed record CancelWorkflow(string Reason) : WorkflowActivationJob;

    public sealed record SignalWorkflow(string SignalName) : WorkflowActivationJob
    {
        public IReadOnlyList<Payload> Input { get; init; } = [];

        public string Identity { get; init; } = string.Empty;

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoHeaders;
    }

    /// <summary>An activity is over. Exactly one of result, failure and cancellation is there (a completed activity may have a null result).</summary>
    public sealed record ResolveActivity(uint Seq, ActivityResolution Resolution) : WorkflowActivationJob;

    /// <summary>The server has started a child, or not.</summary>
    public sealed record ResolveChildWorkflowStart(uint Seq, ChildWorkflowStartResolution Resolution) : WorkflowActivationJob;

    /// <summary>A started child is over.</summary>
    public sealed record ResolveChildWorkflow(uint Seq, ChildWorkflowResolution Resolution) : WorkflowActivationJob;

    /// <summary>A signal to another workflow was delivered (no failure) or not.</summary>
    public sealed record ResolveSignalExternal(uint Seq, Failure? Failure) : WorkflowActivationJob;

    /// <summary>A request to cancel another workflow was delivered (no failure) or not.</summary>
    public sealed record ResolveCancelExternal(uint Seq, Failure? Failure) : WorkflowActivationJob;

    /// <summary>History has a marker of this patch.</summary>
    public sealed record NotifyHasPatch(string PatchId) : WorkflowActivationJob;

    public sealed record DoUpdate : WorkflowActivationJob
    {
        /// <summary>The update's id as its caller knows it.</summary>
        public required string Id { get; init; }

        /// <summary>What responses refer to.</summary>
        public required string ProtocolInstanceId { get; init; }

        public required string Name { get; init; }

        public string Identity { get; init; } = string.Empty;

        public IReadOnlyList<Payload> Input { get; init; } = [];

        public IReadOnlyDictionary<string, Payload> Headers { get; init; } = NoHeaders;

        /// <summary>False when history says that the update was accepted before.</summary>
        public bool RunValidator { get; init; }
    }

    /// <summary>The run leaves the cache; the instance is not used again.</summary>
    public sealed record RemoveFromCache(string Message) : WorkflowActivationJob;

    /// <summary>How an activity ended.</summary>
    public abstract record ActivityResolution
    {
        private ActivityResolution()
        {
        }

        public sealed record Completed(Payload? Result) : ActivityResolution;

        public sealed record Failed(Failure Failure) : ActivityResolution;

        public sealed record Cancelled(Failure Failure) : ActivityResolution;
    }

    /// <summary>How the start of a child ended.</summary>
    public abstract record ChildWorkflowStartResolution
    {
        private ChildWorkflowStartResolution()
        {
        }

        public sealed record Succeeded(string RunId) : ChildWorkflowStartResolution;

        public sealed record Failed(string WorkflowId, string WorkflowType, StartChildWorkflowExecutionFailedCause Cause) : ChildWorkflowStartResolution;

        public sealed record Cancelled(Failure Failure) : ChildWorkflowStartResolution;
    }

    /// <summary>How a started child ended.</summary>
    public abstract record ChildWorkflowResolution
    {
        private ChildWorkflowResolution()
        {
        }

        public sealed record Completed(Payload? Result) : ChildWorkflowResolution;

        public sealed record Failed(Failure Failure) : ChildWorkflowResolution;

        public sealed record Cancelled(Failure Failure) : ChildWorkflowResolution;
    }
}
