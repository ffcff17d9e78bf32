using Vibe.Core.Builds;
using Vibe.Workflows.Capacity;

namespace Vibe.Workflows.Tests.Capacity;

public sealed class CapacityPoolTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CapacityPool Pool(int slots = 2) => new(new CapacityInput { Pool = "p", Settings = new PoolSettings { Slots = slots } }, s_noon);

    private static LeaseRequest Request(int i) => new() { LeaseId = $"b{i}/1", BuildId = new BuildId($"b{i}") };

    private static CapacityPool Full(int slots, int asked)
    {
        var pool = Pool(slots);
        for (var i = 0; i < asked; i++)
        {
            pool.Ask(Request(i), s_noon);
        }

        pool.Grant(s_noon);
        return pool;
    }

    [Fact]
    public void Grant_MoreThanSlots_InOrder()
    {
        var pool = Full(slots: 2, asked: 5);

        Assert.Equal(["b0", "b1"], pool.Owners.Holding.Select(b => b.Value));
        Assert.Equal(["b2", "b3", "b4"], pool.Owners.Waiting.Select(b => b.Value));
        pool.Release("b1/1", s_noon.AddSeconds(10));
        Assert.Equal(["b2/1"], pool.Grant(s_noon).Select(l => l.LeaseId));
    }

    [Fact]
    public void Ask_Again_IsAskingOnce()
    {
        var pool = Full(slots: 1, asked: 2);
        var revision = pool.Revision;

        Assert.Equal("b0/1", pool.Ask(Request(0), s_noon)?.LeaseId);
        Assert.Null(pool.Ask(Request(1), s_noon));
        Assert.Equal((1, 1, revision), (pool.Owners.Holding.Count, pool.Owners.Waiting.Count, pool.Revision));
    }

    [Fact]
    public void Ask_AfterItsRelease_AsksForNothing()
    {
        var pool = Full(slots: 1, asked: 1);
        pool.Release("b0/1", s_noon);
        pool.Release("late/1", s_noon);

        Assert.Null(pool.Ask(Request(0), s_noon));
        Assert.Null(pool.Ask(new LeaseRequest { LeaseId = "late/1", BuildId = new BuildId("late") }, s_noon));
        Assert.False(pool.HasOwners);
    }

    [Fact]
    public void Expire_LeaseWhoseTimeIsOver_FreesTheSlotUnmeasured()
    {
        var pool = Full(slots: 1, asked: 2);

        Assert.Empty(pool.Expire(s_noon.AddMinutes(59)));
        Assert.Equal(["b0"], pool.Expire(s_noon.AddHours(1)).Select(l => l.BuildId.Value));
        Assert.Equal(["b1/1"], pool.Grant(s_noon.AddHours(1)).Select(l => l.LeaseId));
        Assert.Empty(pool.ToCarryOver(0).Durations);
    }

    [Fact]
    public void Forget_Owners_TakesBackLeasesAndPlaces()
    {
        var pool = Full(slots: 1, asked: 3);

        pool.Forget([new BuildId("b0"), new BuildId("b1")]);

        Assert.Equal(["b2"], pool.Grant(s_noon).Select(l => l.BuildId.Value));
        Assert.Empty(pool.Owners.Waiting);
    }

    [Fact]
    public void Configure_MoreSlots_ServesMore()
    {
        var pool = Full(slots: 1, asked: 3);

        pool.Configure(new PoolSettings { Slots = 2 });

        Assert.Equal(["b1"], pool.Grant(s_noon).Select(l => l.BuildId.Value));
    }

    [Fact]
    public void ToCarryOver_Restored_IsTheSamePool()
    {
        var pool = Full(slots: 1, asked: 3);
        pool.Release("b0/1", s_noon.AddSeconds(30));
        pool.Grant(s_noon.AddSeconds(30));

        var next = new CapacityPool(new CapacityInput { Pool = "p", Settings = pool.Settings, CarryOver = pool.ToCarryOver(0) }, s_noon.AddDays(1));

        Assert.Equal(pool.Revision, next.Revision);
        Assert.Equal(pool.Owners.Holding, next.Owners.Holding);
        Assert.Equal(pool.Owners.Waiting, next.Owners.Waiting);
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(next.ToSnapshot(s_noon.AddSeconds(30)).Waiting).ExpectedWait);
    }

    [Fact]
    public void Constructor_StartedAnew_CountsOnFromTheTime() => Assert.Equal(s_noon.ToUnixTimeMilliseconds(), Pool().Revision);
}
