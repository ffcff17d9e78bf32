using Temporal.Server.Execution.State;
using Temporal.Server.Namespaces;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.Server.Execution;

/// <summary>All that a new run begins with. Spans are ticks, 0: none.</summary>
internal sealed record StartSpec
{
    public required NamespaceRef Namespace { get; init; }

    public required string WorkflowId { get; init; }

    public string RunId { get; init; } = Guid.CreateVersion7().ToString();

    public required string RequestId { get; init; }

    public required WorkflowType WorkflowType { get; init; }

    public required string TaskQueue { get; init; }

    public Payloads? Input { get; init; }

    public Header? Header { get; init; }

    public Memo? Memo { get; init; }

    public SearchAttributes? SearchAttributes { get; init; }

    public long ExecutionTimeout { get; init; }

    public long RunTimeout { get; init; }

    public long TaskTimeout { get; init; }

    public RetryPolicy? RetryPolicy { get; init; }

    public Priority? Priority { get; init; }

    public UserMetadata? UserMetadata { get; init; }

    public IReadOnlyList<Link> Links { get; init; } = [];

    public string Identity { get; init; } = "";

    public ParentLink? Parent { get; init; }

    public WorkflowExecution? Root { get; init; }

    /// <summary>Wait before the first workflow task.</summary>
    public long Delay { get; init; }

    /// <summary>The starter itself takes the first workflow task along.</summary>
    public bool IsEager { get; init; }

    public int Attempt { get; init; } = 1;

    public string FirstRunId { get; init; } = "";

    public string ContinuedRunId { get; init; } = "";

    public ContinueAsNewInitiator Initiator { get; init; }

    public Failure? ContinuedFailure { get; init; }

    public Payloads? LastCompletionResult { get; init; }

    /// <summary>When the whole chain of runs ends; 0: counted from this run's start.</summary>
    public long ExecutionDeadline { get; init; }

    public long OriginalStartTime { get; init; }
}
