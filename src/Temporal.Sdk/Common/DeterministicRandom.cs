using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Temporalio.Common;

/// <summary>A random number generator that gives the same sequence for the same seed, on every machine (PCG 128-bit multiplicative, XSL-RR).</summary>
public class DeterministicRandom : Random
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);
    private UInt128 state;

    /// <summary>Creates the generator.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "The finalizer is part of the public surface and has nothing to release.")]
    public DeterministicRandom(ulong seed)
    {
        state = new UInt128(Expand(ref seed), Expand(ref seed)) | 1;
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the generator.</summary>
    ~DeterministicRandom() => state = 0;

    /// <inheritdoc />
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc />
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)Below((ulong)maxValue);
    }

    /// <inheritdoc />
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    /// <inheritdoc />
    public override void NextBytes(byte[] buffer)
    {
        var rest = buffer.AsSpan();
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (rest.Length > 0)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(word, NextWord());
            var count = Math.Min(rest.Length, word.Length);
            word[..count].CopyTo(rest);
            rest = rest[count..];
        }
    }

    /// <inheritdoc />
    public override double NextDouble() => Sample();

    /// <inheritdoc />
    protected override double Sample() => (NextWord() >> 11) * (1.0 / (1UL << 53));

    private static ulong Expand(ref ulong seed)
    {
        seed += 0x9E3779B97F4A7C15;
        var z = seed;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong NextWord()
    {
        state *= Multiplier;
        var rotation = (int)(ulong)(state >> 122);
        return BitOperations.RotateRight((ulong)(state >> 64) ^ (ulong)state, rotation);
    }

    // Multiply and shift, rejecting the few low products that would favour some values.
    private ulong Below(ulong bound)
    {
        if (bound <= 1)
        {
            return 0;
        }

        var threshold = unchecked(0 - bound) % bound;
        while (true)
        {
            var high = Math.BigMul(NextWord(), bound, out var low);
            if (low >= threshold)
            {
                return high;
            }
        }
    }
}
