namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>One seed on the official server and on one of ours.</summary>
internal sealed class SeedComparison(DifferentialServers servers, string server, int seed)
{
    private readonly List<IReadOnlyList<string>> _expected = [];
    private readonly List<IReadOnlyList<string>> _actual = [];

    /// <summary>The seed of the script.</summary>
    public int Seed => seed;

    /// <summary>
    /// What neither has answered as the other in any of its runs so far; null where one of ours is like one of the official server's, or where that gets stuck itself
    /// and there is nothing to compare.
    /// </summary>
    public string? Difference { get; private set; }

    /// <summary>Takes both through the script once more.</summary>
    public async Task RunAsync()
    {
        var lines = await Task.WhenAll(
            servers.PlayAsync(DifferentialServers.Real, world => new RandomScript(world, seed).RunAsync()),
            servers.PlayAsync(server, world => new RandomScript(world, seed).RunAsync()));
        _expected.Add(lines[0]);
        _actual.Add(lines[1]);
        var isAlike = lines[0].Any(line => line.StartsWith(Transcript.Stuck, StringComparison.Ordinal)) || _expected.Exists(one => _actual.Exists(one.SequenceEqual));
        Difference = isAlike ? null : Differences.Between(lines[0], lines[1]);
    }
}
