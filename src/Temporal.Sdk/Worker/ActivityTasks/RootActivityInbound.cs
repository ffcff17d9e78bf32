using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>The end of the inbound chain: the activity itself.</summary>
internal sealed class RootActivityInbound(RunningActivity activity) : ActivityInboundInterceptor
{
    public override void Init(ActivityOutboundInterceptor outbound) =>
        activity.OutboundHeartbeat = details => outbound.Heartbeat(new HeartbeatInput(details));

    public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => input.Activity.InvokeAsync(input.Args);
}
