using Temporalio.Client.Transport;
using Temporalio.Exceptions;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Client.Transport;

public sealed class RetryPolicyTests
{
    private static readonly GrpcMethod Call = GrpcMethod.Create(new("http://localhost:1"), ("service", "StartWorkflowExecution"), Temporalio.Api.WorkflowService.V1.StartWorkflowExecutionRequest.Descriptor);
    private static readonly GrpcMethod Poll = GrpcMethod.Create(new("http://localhost:1"), ("service", "PollWorkflowTaskQueue"), Temporalio.Api.WorkflowService.V1.PollWorkflowTaskQueueRequest.Descriptor);
    private readonly ManualTimeProvider time = new();

    [Fact]
    public void WaitBefore_Defaults_GrowBy17UpToFiveSeconds()
    {
        var policy = new RetryPolicy(new() { RandomizationFactor = 0 }, time);

        var waits = Enumerable.Range(0, 10).Select(i => policy.WaitBefore(i, RpcException.StatusCode.Unavailable, false).TotalMilliseconds).ToList();

        Assert.Equal([100, 170, 289], waits.Take(3).Select(w => Math.Round(w)));
        Assert.Equal(5000, waits[^1]);
    }

    [Fact]
    public void WaitBefore_ResourceExhausted_StartsAtOneSecond()
    {
        var policy = new RetryPolicy(new() { RandomizationFactor = 0 }, time);

        Assert.Equal(
            [1000, 2000, 4000, 8000, 10000],
            Enumerable.Range(0, 5).Select(i => policy.WaitBefore(i, RpcException.StatusCode.ResourceExhausted, false).TotalMilliseconds));
    }

    [Fact]
    public void WaitBefore_TaskPoll_DoublesUpToTenSeconds()
    {
        var policy = new RetryPolicy(new() { RandomizationFactor = 0 }, time);

        Assert.Equal(
            [200, 400, 800, 1600, 3200, 6400, 10000],
            Enumerable.Range(0, 7).Select(i => policy.WaitBefore(i, RpcException.StatusCode.Unavailable, true).TotalMilliseconds));
    }

    [Fact]
    public void WaitBefore_Jitter_StaysWithinAFifth()
    {
        var policy = new RetryPolicy(new(), time);

        Assert.All(Enumerable.Range(0, 200), _ => Assert.InRange(policy.WaitBefore(0, RpcException.StatusCode.Unavailable, false).TotalMilliseconds, 80, 120));
    }

    [Fact]
    public async Task Run_AlwaysFailing_GivesUpAfterTenSeconds()
    {
        var policy = new RetryPolicy(new() { RandomizationFactor = 0, MaxRetries = 0 }, time);
        var start = time.GetUtcNow();
        var tries = 0;

        var run = policy.RunAsync<int>(Call, false, () => throw Error(ref tries), CancellationToken.None);
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, time.TimersAsync());
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await Assert.ThrowsAsync<RpcException>(() => run);
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(11));
        Assert.InRange(tries, 5, 11);
    }

    [Fact]
    public void IsRetryable_CancelledAndDeadline_OnlyForTaskPolls()
    {
        foreach (var code in (RpcException.StatusCode[])[RpcException.StatusCode.Cancelled, RpcException.StatusCode.DeadlineExceeded])
        {
            Assert.False(RetryPolicy.IsRetryable(new RpcException(code, "x", (byte[]?)null), Call));
            Assert.True(RetryPolicy.IsRetryable(new RpcException(code, "x", (byte[]?)null), Poll));
        }
    }

    private static RpcException Error(ref int tries)
    {
        tries++;
        return new RpcException(RpcException.StatusCode.Unavailable, "away", (byte[]?)null);
    }
}
