namespace Temporalio.Worker.Activations;

/// <summary>Makes the instances that the engine activates.</summary>
internal interface IWorkflowInstanceFactory
{
    /// <summary>Makes an instance for a run; no code of the workflow runs before its first activation.</summary>
    IWorkflowInstance Create(WorkflowInstanceDetails details);
}
