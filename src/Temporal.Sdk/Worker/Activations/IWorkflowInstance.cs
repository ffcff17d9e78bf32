namespace Temporalio.Worker.Activations;

/// <summary>One cached run of a workflow, as the engine sees it.</summary>
internal interface IWorkflowInstance
{
    /// <summary>
    /// Applies the jobs, runs the workflow's code until it waits again and returns the commands it issued.
    /// Never throws for the workflow's own failures: these come back as a failed completion. Not thread-safe: one call at a time.
    /// </summary>
    WorkflowActivationCompletion Activate(WorkflowActivation activation);
}
