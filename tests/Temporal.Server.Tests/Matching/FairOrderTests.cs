using Temporal.Server.Matching;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Tests.Matching;

public sealed class FairOrderTests
{
    [Fact]
    public void PlaceOf_LowerLevel_ComesFirst()
    {
        var order = new FairOrder(isFair: true);
        var late = order.PlaceOf(Task(level: 5));
        var early = order.PlaceOf(Task(level: 1));
        Assert.True(early.CompareTo(late) < 0);
    }

    [Fact]
    public void PlaceOf_NewKeyAfterManyOfAnother_ComesSecond()
    {
        var order = new FairOrder(isFair: true);
        var many = Enumerable.Range(0, 100).Select(_ => order.PlaceOf(Task("a"))).ToList();
        var other = order.PlaceOf(Task("b"));
        Assert.True(other.CompareTo(many[1]) < 0);
        Assert.True(other.CompareTo(many[0]) > 0);
    }

    [Fact]
    public void PlaceOf_HeavierKey_GetsItsShare()
    {
        var order = new FairOrder(isFair: true);
        var places = new List<(string Key, (int, long, long) Place)>();
        for (var i = 0; i < 40; i++)
        {
            places.Add(("heavy", order.PlaceOf(Task("heavy", weight: 3))));
            places.Add(("light", order.PlaceOf(Task("light"))));
        }

        var firsts = places.OrderBy(place => place.Place).Take(20).Count(place => place.Key == "heavy");
        Assert.InRange(firsts, 14, 16);
    }

    [Fact]
    public void PlaceOf_NotFair_IsFirstComeFirstServed()
    {
        var order = new FairOrder(isFair: false);
        var first = order.PlaceOf(Task("a"));
        var second = order.PlaceOf(Task("a"));
        var third = order.PlaceOf(Task("b"));
        Assert.True(first.CompareTo(second) < 0 && second.CompareTo(third) < 0);
    }

    private static SomeTask Task(string key = "", int level = 0, float weight = 0) =>
        new(new Priority { PriorityKey = level, FairnessKey = key, FairnessWeight = weight });

    private sealed class SomeTask(Priority priority) : QueuedTask(priority);
}
