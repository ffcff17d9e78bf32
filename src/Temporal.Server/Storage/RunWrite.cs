using Temporal.Server.Keys;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Storage;

/// <summary>What a transition writes of one run. Nothing in it changes after it was handed over.</summary>
internal sealed class RunWrite
{
    public required RunKey Key { get; init; }

    /// <summary>Counts the writes of this run from 1; the stored one must be one less (the run is new at 1).</summary>
    public required long Version { get; init; }

    /// <summary>The run is closed with this write.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>The run's state without what <see cref="Parts"/> carries.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>Pieces of the state that are too many to be rewritten each time. Deleted all together when the run closes.</summary>
    public IReadOnlyList<RunPart> Parts { get; init; } = [];

    /// <summary>New history, appended.</summary>
    public IReadOnlyList<HistoryBatch> History { get; init; } = [];

    /// <summary>The new value of the workflow id's current run; null: unchanged.</summary>
    public CurrentRun? Current { get; init; }

    /// <summary>The new visibility record; null: unchanged.</summary>
    public WorkflowExecutionInfo? Visibility { get; init; }
}
