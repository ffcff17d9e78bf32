using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine;
using Temporalio.Worker.Runtime;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>Makes the instances of workflows.</summary>
internal sealed class WorkflowInstances(InstanceSettings settings, WorkflowRegistry registry)
{
    private readonly WorkflowInstanceFactory factory = new();
    private readonly Func<Workflows.WorkflowInfo, string, bool>? patchCallback = settings.PatchActivationCallback is { } callback
        ? (info, patchId) => callback(new PatchActivationInput(info, patchId))
        : null;

    /// <summary>What runs share.</summary>
    public WorkflowRunContext ToContext() => new()
    {
        Namespace = settings.Namespace,
        CreateInstance = Create,
        FailsOnNondeterminism = registry.FailsOnNondeterminism,
        Codec = settings.Codec,
    };

    private IWorkflowInstance Create(RunState run, WorkflowActivation activation)
    {
        if (activation.Jobs.Count == 0 || activation.Jobs[0] is not WorkflowActivationJob.InitializeWorkflow init)
        {
            throw new EngineException($"Run {run.RunId} does not begin with its start.");
        }

        return factory.Create(new WorkflowInstanceDetails
        {
            Namespace = settings.Namespace,
            TaskQueue = TaskQueueOf(run),
            Definition = registry.Get(init.WorkflowType),
            InitialActivation = activation,
            Init = init,
            DataConverter = settings.DataConverter,
            Interceptors = settings.Interceptors,
            FailureExceptionTypes = settings.FailureExceptionTypes,
            LoggerFactory = settings.LoggerFactory,
            StackTrace = settings.StackTrace,
            PatchActivationCallback = patchCallback,
        });
    }

    private string TaskQueueOf(RunState run) =>
        settings.TakesTaskQueueOfHistory && run.Started?.TaskQueue?.Name is { Length: > 0 } recorded ? recorded : settings.TaskQueue;
}
