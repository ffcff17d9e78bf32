using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The last inbound interceptor: it calls the workflow's methods.</summary>
internal sealed class RootWorkflowInbound(WorkflowContext context) : WorkflowInboundInterceptor
{
    /// <inheritdoc/>
    public override void Init(WorkflowOutboundInterceptor outbound) => context.SetOutbound(outbound);

    /// <inheritdoc/>
    public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
    {
        var definition = context.Details.Definition;
        var invoker = input.RunMethod == definition.RunMethod ? definition.RunInvoker : HandlerInvoker.ForMethod(input.RunMethod);
        return CallAsync(invoker, input.Instance, input.Args);
    }

    /// <inheritdoc/>
    public override Task HandleSignalAsync(HandleSignalInput input) =>
        (Task)input.Definition.Invoker.Invoke(context.Main.Instance, input.Args)!;

    /// <inheritdoc/>
    public override object? HandleQuery(HandleQueryInput input) => input.Definition.Invoker.Invoke(context.Main.Instance, input.Args);

    /// <inheritdoc/>
    public override void ValidateUpdate(HandleUpdateInput input) => input.Definition.Validator?.Invoke(context.Main.Instance, input.Args);

    /// <inheritdoc/>
    public override Task<object?> HandleUpdateAsync(HandleUpdateInput input) =>
        CallAsync(input.Definition.Invoker, context.Main.Instance, input.Args);

    private static async Task<object?> CallAsync(HandlerInvoker invoker, object instance, object?[] args)
    {
        var task = invoker.Invoke(instance, args) as Task ?? throw new InvalidOperationException(
            $"{invoker.Method.DeclaringType?.Name}.{invoker.Method.Name} returned no task.");
        await task;
        return TaskResults.Read(task, invoker.ReturnType);
    }
}
