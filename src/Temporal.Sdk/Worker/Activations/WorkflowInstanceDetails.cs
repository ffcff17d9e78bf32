using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Activations;

/// <summary>What an instance is made of: facts of the worker and the run's first activation.</summary>
internal sealed record WorkflowInstanceDetails
{
    public required string Namespace { get; init; }

    public required string TaskQueue { get; init; }

    /// <summary>The definition that the engine found for the workflow type: the named one, else the dynamic one.</summary>
    public required WorkflowDefinition Definition { get; init; }

    /// <summary>The first activation; the same one is then activated.</summary>
    public required WorkflowActivation InitialActivation { get; init; }

    /// <summary>Its first job.</summary>
    public required WorkflowActivationJob.InitializeWorkflow Init { get; init; }

    /// <summary>Converters; the codec is the engine's affair, payloads come decoded and leave plain.</summary>
    public required DataConverter DataConverter { get; init; }

    /// <summary>Outermost first.</summary>
    public IReadOnlyCollection<IWorkerInterceptor> Interceptors { get; init; } = [];

    /// <summary>Exceptions of the worker's options that fail a workflow rather than its task.</summary>
    public IReadOnlyCollection<Type> FailureExceptionTypes { get; init; } = [];

    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>Whether and how places of waiting are noted for the stack trace query.</summary>
    public WorkflowStackTrace StackTrace { get; init; }

    /// <summary>Asked when a patch is met for the first time outside replay; null says yes.</summary>
    public Func<WorkflowInfo, string, bool>? PatchActivationCallback { get; init; }
}
