namespace Temporalio.Worker.Interceptors;

/// <summary>Sees what comes in to one activity attempt.</summary>
public abstract class ActivityInboundInterceptor
{
    private readonly ActivityInboundInterceptor? next;

    /// <summary>Creates an interceptor before another one.</summary>
    protected ActivityInboundInterceptor(ActivityInboundInterceptor next) => this.next = next;

    private protected ActivityInboundInterceptor()
    {
    }

    /// <summary>The interceptor that comes after this one.</summary>
    protected ActivityInboundInterceptor Next =>
        next ?? throw new InvalidOperationException("The last interceptor has no next one: override the method instead.");

    /// <summary>Receives the way out; called once, first. An override wraps it and passes it on.</summary>
    public virtual void Init(ActivityOutboundInterceptor outbound) =>
        Next.Init(outbound);

    /// <summary>Runs the activity.</summary>
    public virtual Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) =>
        Next.ExecuteActivityAsync(input);
}
