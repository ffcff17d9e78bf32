using Temporalio.Exceptions;
using Temporalio.Worker.Polling;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Worker;

public sealed class PollFailuresTests
{
    [Fact]
    public void Next_ServerAway_WaitsLongerUpToTenSeconds()
    {
        var failures = new PollFailures(new ManualTimeProvider());
        var delays = Enumerable.Range(0, 8).Select(_ => failures.Next(Error(RpcException.StatusCode.Unavailable)).TotalSeconds).ToList();
        Assert.Equal([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10], delays);
    }

    [Fact]
    public void Next_AfterSuccess_BeginsAnew()
    {
        var failures = new PollFailures(new ManualTimeProvider());
        failures.Next(Error(RpcException.StatusCode.Unavailable));
        failures.Next(Error(RpcException.StatusCode.Unavailable));
        failures.NoteSuccess();
        Assert.Equal(0.2, failures.Next(Error(RpcException.StatusCode.Unavailable)).TotalSeconds);
    }

    [Fact]
    public void Next_RefusedForAMinute_Throws()
    {
        var time = new ManualTimeProvider();
        var failures = new PollFailures(time);
        var error = Error(RpcException.StatusCode.PermissionDenied);
        failures.Next(error);
        time.Advance(TimeSpan.FromSeconds(59));
        failures.Next(error);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(error, Assert.Throws<RpcException>(() => failures.Next(error)));
    }

    private static RpcException Error(RpcException.StatusCode code) => new(code, "no", (byte[]?)null);
}
