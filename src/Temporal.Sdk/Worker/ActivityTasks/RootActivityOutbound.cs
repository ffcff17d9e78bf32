using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>The end of the outbound chain: the worker.</summary>
internal sealed class RootActivityOutbound(RunningActivity activity) : ActivityOutboundInterceptor
{
    public override void Heartbeat(HeartbeatInput input) => activity.RecordHeartbeat(input.Details);
}
