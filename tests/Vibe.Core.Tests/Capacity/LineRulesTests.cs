using Vibe.Core.Capacity;

namespace Vibe.Core.Tests.Capacity;

public sealed class LineRulesTests
{
    private static double[] WaitsOf(LineView view) => [.. (LineRules.ExpectedWaits(view) ?? throw new InvalidOperationException("Nothing was measured.")).Select(w => w.TotalSeconds)];

    [Theory]
    [InlineData(2, 0, 3, 2)]
    [InlineData(2, 1, 3, 1)]
    [InlineData(2, 2, 3, 0)]
    [InlineData(1, 2, 3, 0)]
    [InlineData(5, 0, 3, 3)]
    [InlineData(0, 0, 3, 0)]
    public void Next_FreeSlots_GoToTheHeadOfTheLine(int slots, int held, int waiting, int granted)
    {
        var line = Some.View(slots, [], waiting).Line;

        Assert.Equal(line.Take(granted), LineRules.Next(slots, held, line));
    }

    [Fact]
    public void ExpectedWaits_NothingMeasured_IsNotGuessed()
    {
        Assert.Null(LineRules.ExpectedWaits(Some.View(2, [10, 20], 3)));
        Assert.Null(LineRules.ExpectedWaits(Some.View(0, [], 3, 60)));
    }

    [Fact]
    public void ExpectedWaits_TwoSlots_CountFromTheirHolders() =>
        Assert.Equal([40, 50, 100, 110, 160], WaitsOf(Some.View(2, [10, 20], 5, 50, 70)));

    [Fact]
    public void ExpectedWaits_HolderLongerThanTheMean_IsExpectedSoon() => Assert.Equal([6, 66], WaitsOf(Some.View(1, [500], 2, 60)));

    [Fact]
    public void ExpectedWaits_FreeSlot_IsNoWait() => Assert.Equal([0, 50], WaitsOf(Some.View(2, [10], 2, 60)));

    [Fact]
    public void ExpectedWaits_FewerSlotsThanHolders_FirstEndFreesNothing() => Assert.Equal([50, 110], WaitsOf(Some.View(1, [10, 20], 2, 60)));

    [Fact]
    public void Snapshot_PlacesInOrder_WithReason()
    {
        var snapshot = LineRules.Snapshot(Some.View(2, [10, 20], 3, 60));

        Assert.Equal([1, 2, 3], snapshot.Waiting.Select(w => w.Place));
        Assert.Equal(["w0", "w1", "w2"], snapshot.Waiting.Select(w => w.BuildId.Value));
        Assert.Equal((2, 2, 7), (snapshot.Slots, snapshot.Busy, snapshot.Revision));
        Assert.Equal("Both slots of the pool \"default\" are busy.", snapshot.Reason);
        Assert.Equal(Some.Noon, snapshot.At);
        Assert.Null(LineRules.Snapshot(Some.View(2, [10], 0, 60)).Reason);
    }

    [Fact]
    public void Remember_ManyDurations_KeepsTheLatest()
    {
        IReadOnlyList<TimeSpan> durations = [];
        for (var i = 1; i <= 30; i++)
        {
            durations = LineRules.Remember(durations, TimeSpan.FromSeconds(i));
        }

        Assert.Equal(20, durations.Count);
        Assert.Equal((11, 30), (durations[0].TotalSeconds, durations[^1].TotalSeconds));
    }
}
