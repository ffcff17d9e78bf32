namespace Temporalio.Worker.Interceptors;

/// <summary>Sees what an activity asks for.</summary>
public abstract class ActivityOutboundInterceptor
{
    private readonly ActivityOutboundInterceptor? next;

    /// <summary>Creates an interceptor before another one.</summary>
    protected ActivityOutboundInterceptor(ActivityOutboundInterceptor next) => this.next = next;

    private protected ActivityOutboundInterceptor()
    {
    }

    /// <summary>The interceptor that comes after this one.</summary>
    protected ActivityOutboundInterceptor Next =>
        next ?? throw new InvalidOperationException("The last interceptor has no next one: override the method instead.");

    /// <summary>Records a heart-beat.</summary>
    public virtual void Heartbeat(HeartbeatInput input) =>
        Next.Heartbeat(input);
}
