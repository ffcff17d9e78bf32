using Temporalio.Worker.Engine;

namespace Temporal.Sdk.Tests.Engine;

public sealed class RandomnessSeedTests
{
    [Fact]
    public void Of_SameRun_IsTheSame() => Assert.Equal(RandomnessSeed.Of("run"), RandomnessSeed.Of("run"));

    [Fact]
    public void Of_OtherRun_Differs() => Assert.NotEqual(RandomnessSeed.Of("run"), RandomnessSeed.Of("run2"));
}
