using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The handle of a workflow that this one did not start.</summary>
internal sealed class ExternalWorkflow<TWorkflow>(WorkflowContext context, string id, string? runId) : ExternalWorkflowHandle<TWorkflow>
{
    /// <inheritdoc/>
    public override string Id => id;

    /// <inheritdoc/>
    public override string? RunId => runId;

    /// <inheritdoc/>
    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        context.Outbound.SignalExternalWorkflowAsync(new SignalExternalWorkflowInput(id, runId, signal, args, options, null));

    /// <inheritdoc/>
    public override Task CancelAsync() => context.Outbound.CancelExternalWorkflowAsync(new CancelExternalWorkflowInput(id, runId));
}
