using Temporalio.Workflows;

namespace Temporalio.Worker.Activations;

/// <summary>What the engine found in history since the last activation, for one run.</summary>
internal sealed record WorkflowActivation
{
    /// <summary>The run that the jobs belong to.</summary>
    public required string RunId { get; init; }

    /// <summary>The workflow's time (UTC): the time of the WorkflowTaskStarted event; never goes back.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>True while the jobs come from tasks that were completed before.</summary>
    public bool IsReplaying { get; init; }

    /// <summary>Events in history up to the task's start.</summary>
    public int HistoryLength { get; init; }

    /// <summary>Bytes of history, as the server counts them.</summary>
    public long HistorySizeBytes { get; init; }

    /// <summary>True when the server suggests to continue as new.</summary>
    public bool ContinueAsNewSuggested { get; init; }

    /// <summary>Why the server suggests it; empty when it does not or does not say.</summary>
    public IReadOnlyList<SuggestContinueAsNewReason> ContinueAsNewReasons { get; init; } = [];

    /// <summary>The jobs, in the order in which they are applied.</summary>
    public IReadOnlyList<WorkflowActivationJob> Jobs { get; init; } = [];
}
