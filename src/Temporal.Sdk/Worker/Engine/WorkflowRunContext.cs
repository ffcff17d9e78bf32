using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine;

/// <summary>What all runs of a worker share.</summary>
internal sealed record WorkflowRunContext
{
    public required string Namespace { get; init; }

    /// <summary>Makes the instance that runs a workflow's code, from what is known of the run and its first activation.</summary>
    public required Func<RunState, WorkflowActivation, IWorkflowInstance> CreateInstance { get; init; }

    /// <summary>Whether runs of a type fail where their code does not fit their history, rather than wait for other code.</summary>
    public Func<string, bool> FailsOnNondeterminism { get; init; } = _ => false;

    /// <summary>Decodes what comes and encodes what goes; null: nothing to do.</summary>
    public PayloadCodecPass? Codec { get; init; }
}
