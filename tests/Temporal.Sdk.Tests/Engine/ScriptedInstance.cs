using Temporalio.Worker.Activations;

namespace Temporal.Sdk.Tests.Engine;

/// <summary>Workflow code of a few lines: answers each activation by a function, and keeps what it was told.</summary>
internal sealed class ScriptedInstance(Func<WorkflowActivation, IEnumerable<WorkflowCommand>> script) : IWorkflowInstance
{
    public List<WorkflowActivation> Activations { get; } = [];

    public IEnumerable<WorkflowActivationJob> Jobs => Activations.SelectMany(a => a.Jobs);

    public WorkflowActivationCompletion Activate(WorkflowActivation activation)
    {
        Activations.Add(activation);
        return activation.Jobs.Any(job => job is WorkflowActivationJob.RemoveFromCache)
            ? new() { RunId = activation.RunId }
            : new() { RunId = activation.RunId, Commands = [.. script(activation)] };
    }
}
