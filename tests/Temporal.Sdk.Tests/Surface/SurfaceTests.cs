using Temporalio.Client;

namespace Temporal.Sdk.Tests.Surface;

/// <summary>
/// The public surface against two lists of facts about the official .NET SDK: core.txt, what ours must have, and later.txt, how the rest looks.
/// A program that compiles here compiles there.
/// </summary>
public sealed class SurfaceTests
{
    private static readonly SortedDictionary<string, SortedSet<string>> Ours = PublicSurface.Read(typeof(TemporalClient).Assembly);

    [Fact]
    public void Surface_Core_IsThere()
    {
        var ours = Ours.ToDictionary(t => SurfaceList.NameOf(t.Key), t => t.Value);
        var missing = SurfaceList.Read("core.txt").SelectMany(type => ours.TryGetValue(SurfaceList.NameOf(type.Key), out var members)
            ? type.Value.Except(members).Select(m => $"{type.Key}: {m}")
            : [type.Key]);

        Assert.Empty(missing);
    }

    [Fact]
    public void Surface_BeyondCore_LooksLikeTheOfficialOne()
    {
        var theirs = SurfaceList.Read("core.txt", "later.txt").GroupBy(t => SurfaceList.NameOf(t.Key))
            .ToDictionary(g => g.Key, g => (Declaration: g.First().Key, Members: g.SelectMany(t => t.Value).ToHashSet()));
        var foreign = Ours.SelectMany(type => theirs.TryGetValue(SurfaceList.NameOf(type.Key), out var known)
            ? type.Value.Except(known.Members).Select(m => $"{type.Key}: {m}")
                .Concat(SurfaceList.Declares(known.Declaration, type.Key) ? [] : [$"{type.Key}, but there {known.Declaration}"])
            : [type.Key]);

        Assert.Empty(foreign);
    }
}
