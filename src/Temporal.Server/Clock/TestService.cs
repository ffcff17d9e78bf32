using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Grpc;
using Temporalio.Api.TestService.V1;

namespace Temporal.Server.Clock;

/// <summary><c>temporal.api.testservice.v1.TestService</c>: the time-skipping clock from outside.</summary>
internal sealed class TestService(SkippingClock clock)
{
    public IReadOnlyList<RpcMethod> Methods =>
    [
        RpcMethod.Of<Empty, GetCurrentTimeResponse>(RpcMethod.TestService, "GetCurrentTime", GetCurrentTimeAsync),
        RpcMethod.Of<LockTimeSkippingRequest, LockTimeSkippingResponse>(RpcMethod.TestService, "LockTimeSkipping", LockAsync),
        RpcMethod.Of<UnlockTimeSkippingRequest, UnlockTimeSkippingResponse>(RpcMethod.TestService, "UnlockTimeSkipping", UnlockAsync),
        RpcMethod.Of<SleepRequest, SleepResponse>(RpcMethod.TestService, "Sleep", SleepAsync),
        RpcMethod.Of<SleepUntilRequest, SleepResponse>(RpcMethod.TestService, "SleepUntil", SleepUntilAsync),
        RpcMethod.Of<SleepRequest, SleepResponse>(RpcMethod.TestService, "UnlockTimeSkippingWithSleep", UnlockWithSleepAsync),
    ];

    private Task<GetCurrentTimeResponse> GetCurrentTimeAsync(Empty request, RpcContext context) =>
        Task.FromResult(new GetCurrentTimeResponse { Time = Timestamp.FromDateTimeOffset(clock.Now) });

    private Task<LockTimeSkippingResponse> LockAsync(LockTimeSkippingRequest request, RpcContext context)
    {
        clock.Lock();
        return Task.FromResult(new LockTimeSkippingResponse());
    }

    private Task<UnlockTimeSkippingResponse> UnlockAsync(UnlockTimeSkippingRequest request, RpcContext context)
    {
        Unlock();
        return Task.FromResult(new UnlockTimeSkippingResponse());
    }

    private async Task<SleepResponse> SleepAsync(SleepRequest request, RpcContext context)
    {
        await SleepUntilAsync(clock.Now + (request.Duration?.ToTimeSpan() ?? TimeSpan.Zero), () => { }, context.Cancelled);
        return new SleepResponse();
    }

    private async Task<SleepResponse> SleepUntilAsync(SleepUntilRequest request, RpcContext context)
    {
        await SleepUntilAsync(request.Timestamp?.ToDateTimeOffset() ?? clock.Now, () => { }, context.Cancelled);
        return new SleepResponse();
    }

    private async Task<SleepResponse> UnlockWithSleepAsync(SleepRequest request, RpcContext context)
    {
        var isLocked = 0;
        void Lock()
        {
            if (Interlocked.Exchange(ref isLocked, 1) == 0)
            {
                clock.Lock();
            }
        }

        var until = clock.Now + (request.Duration?.ToTimeSpan() ?? TimeSpan.Zero);
        Unlock();
        try
        {
            // Locked while the time still stands: a moment later it would have jumped on.
            await SleepUntilAsync(until, Lock, context.Cancelled);
            return new SleepResponse();
        }
        finally
        {
            Lock();
        }
    }

    private async Task SleepUntilAsync(DateTimeOffset until, Action atTheTime, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = clock.Schedule(until, () =>
        {
            atTheTime();
            done.SetResult();
        });
        try
        {
            await done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            timer.Cancel();
        }
    }

    private void Unlock()
    {
        if (!clock.Unlock())
        {
            throw ServiceException.FailedPrecondition("Time skipping is not locked: each UnlockTimeSkipping takes back one LockTimeSkipping.");
        }
    }
}
