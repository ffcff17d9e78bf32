namespace Temporalio.Worker.Interceptors;

/// <summary>Sees what comes in to one run of a workflow. Runs as workflow code: the same rules hold.</summary>
public abstract class WorkflowInboundInterceptor
{
    private readonly WorkflowInboundInterceptor? next;

    /// <summary>Creates an interceptor before another one.</summary>
    protected WorkflowInboundInterceptor(WorkflowInboundInterceptor next) => this.next = next;

    private protected WorkflowInboundInterceptor()
    {
    }

    /// <summary>The interceptor that comes after this one.</summary>
    protected WorkflowInboundInterceptor Next =>
        next ?? throw new InvalidOperationException("The last interceptor has no next one: override the method instead.");

    /// <summary>Receives the way out; called once, first. An override wraps it and passes it on.</summary>
    public virtual void Init(WorkflowOutboundInterceptor outbound) =>
        Next.Init(outbound);

    /// <summary>Runs the workflow.</summary>
    public virtual Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
        Next.ExecuteWorkflowAsync(input);

    /// <summary>Runs a signal handler.</summary>
    public virtual Task HandleSignalAsync(HandleSignalInput input) =>
        Next.HandleSignalAsync(input);

    /// <summary>Runs a query handler.</summary>
    public virtual object? HandleQuery(HandleQueryInput input) =>
        Next.HandleQuery(input);

    /// <summary>Runs the validator of an update; throwing refuses the update.</summary>
    public virtual void ValidateUpdate(HandleUpdateInput input) =>
        Next.ValidateUpdate(input);

    /// <summary>Runs an update handler.</summary>
    public virtual Task<object?> HandleUpdateAsync(HandleUpdateInput input) =>
        Next.HandleUpdateAsync(input);
}
