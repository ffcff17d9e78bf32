using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>
/// Tells the server about activities. What an activity brought is worth more than one call: while the server is away it is offered again as long as the
/// server may still take it, because otherwise the activity would run once more.
/// </summary>
internal sealed class ActivityCalls(WorkerSettings settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public Task CompleteAsync(ByteString token, Payloads? result, CancellationToken giveUp)
    {
        var request = new RespondActivityTaskCompletedRequest
        {
            TaskToken = token, Result = result, Identity = settings.Identity, Namespace = settings.Namespace,
        };
        return TellAsync(options => settings.Service.RespondActivityTaskCompletedAsync(request, options), giveUp);
    }

    public Task FailAsync(ByteString token, Failure failure, Payloads? lastHeartbeat, CancellationToken giveUp)
    {
        var request = new RespondActivityTaskFailedRequest
        {
            TaskToken = token,
            Failure = failure,
            LastHeartbeatDetails = lastHeartbeat,
            Identity = settings.Identity,
            Namespace = settings.Namespace,
        };
        return TellAsync(options => settings.Service.RespondActivityTaskFailedAsync(request, options), giveUp);
    }

    public Task CancelAsync(ByteString token, Payloads? details, CancellationToken giveUp)
    {
        var request = new RespondActivityTaskCanceledRequest
        {
            TaskToken = token, Details = details, Identity = settings.Identity, Namespace = settings.Namespace,
        };
        return TellAsync(options => settings.Service.RespondActivityTaskCanceledAsync(request, options), giveUp);
    }

    public Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(ByteString token, Payloads? details, CancellationToken cancellationToken)
    {
        var request = new RecordActivityTaskHeartbeatRequest
        {
            TaskToken = token, Details = details, Identity = settings.Identity, Namespace = settings.Namespace,
        };
        return settings.Service.RecordActivityTaskHeartbeatAsync(
            request, new RpcOptions { Retry = true, CancellationToken = cancellationToken });
    }

    private async Task TellAsync(Func<RpcOptions, Task> call, CancellationToken giveUp)
    {
        var options = new RpcOptions { Retry = true };
        while (true)
        {
            try
            {
                await call(options).ConfigureAwait(false);
                return;
            }
            catch (RpcException e) when (IsServerAway(e.Code) && !giveUp.IsCancellationRequested)
            {
                await Task.Delay(Pause, settings.Time, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static bool IsServerAway(RpcException.StatusCode code) =>
        code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded;
}
