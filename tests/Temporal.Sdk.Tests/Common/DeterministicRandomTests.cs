using Temporalio.Common;

namespace Temporal.Sdk.Tests.Common;

public sealed class DeterministicRandomTests
{
    [Fact]
    public void AllMethods_SameSeed_GiveTheSameSequence()
    {
        Assert.Equal(Sequence(42), Sequence(42));
        Assert.NotEqual(Sequence(42), Sequence(43));
    }

    [Fact]
    public void Sequence_OfASeed_StaysTheSameForEver()
    {
        // Written down once: workflows that run must see the same numbers after an update of this library.
        var random = new DeterministicRandom(12345);

        Assert.Equal([PinnedFirst, PinnedSecond], (int[])[random.Next(1000), random.Next(1000)]);
    }

    [Fact]
    public void Next_Ranges_AreKeptAndFilled()
    {
        var random = new DeterministicRandom(7);
        var seen = Enumerable.Range(0, 1000).Select(_ => random.Next(-3, 4)).ToHashSet();

        Assert.Equal([-3, -2, -1, 0, 1, 2, 3], seen.Order());
        Assert.Equal(5, random.Next(5, 5));
        Assert.InRange(random.Next(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(random.NextDouble(), 0, 0.9999999999999999));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(2, 1));
    }

    private static string Sequence(ulong seed)
    {
        var random = new DeterministicRandom(seed);
        var bytes = new byte[13];
        random.NextBytes(bytes);
        Span<byte> span = stackalloc byte[5];
        random.NextBytes(span);
        return string.Join(
            ' ', random.Next(), random.Next(10), random.Next(-5, 5), random.NextDouble(), random.NextInt64(), random.NextInt64(5, 500), random.NextSingle(), Convert.ToHexString(bytes), Convert.ToHexString(span));
    }

    private const int PinnedFirst = 795;
    private const int PinnedSecond = 745;
}
