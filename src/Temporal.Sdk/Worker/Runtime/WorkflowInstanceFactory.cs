using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Runtime;

/// <summary>Makes instances that run workflow code.</summary>
internal sealed class WorkflowInstanceFactory : IWorkflowInstanceFactory
{
    /// <inheritdoc/>
    public IWorkflowInstance Create(WorkflowInstanceDetails details) => new WorkflowInstance(details);
}
