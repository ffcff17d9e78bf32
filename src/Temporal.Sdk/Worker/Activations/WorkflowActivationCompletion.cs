using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Activations;

/// <summary>What came of an activation: commands, or the failure of the workflow task.</summary>
internal sealed record WorkflowActivationCompletion
{
    public required string RunId { get; init; }

    /// <summary>Empty when <see cref="Failure"/> is set.</summary>
    public IReadOnlyList<WorkflowCommand> Commands { get; init; } = [];

    /// <summary>Set: the workflow task fails with this, the workflow itself stays open.</summary>
    public Failure? Failure { get; init; }

    public WorkflowTaskFailedCause FailureCause { get; init; } = WorkflowTaskFailedCause.Unspecified;

    /// <summary>
    /// True when the instance must not be activated again (its thread is blocked): the engine forgets it without an activation for RemoveFromCache.
    /// </summary>
    public bool IsInstanceLost { get; init; }

    /// <summary>Flags of the runtime for <c>sdk_metadata.lang_used_flags</c>; the engine writes those that history does not have yet, when not replaying.</summary>
    public IReadOnlyList<uint> UsedFlags { get; init; } = [];
}
