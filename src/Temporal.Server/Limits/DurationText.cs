using System.Buffers;
using System.Globalization;

namespace Temporal.Server.Limits;

/// <summary>Durations as the world of Temporal writes them: <c>1h30m</c>, <c>1.5s</c>, <c>300ms</c>, <c>2d</c>, <c>HH:MM:SS</c>.</summary>
internal static class DurationText
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9), ("d", 86400e9),
    ];

    /// <summary>False where the text is none.</summary>
    public static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text.Contains(':'))
        {
            var isClock = TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var clock);
            nanoseconds = clock.Ticks * TimeSpan.NanosecondsPerTick;
            return isClock;
        }

        var rest = text.AsSpan();
        var sign = rest.StartsWith("-") ? -1 : 1;
        rest = rest.TrimStart("+-");
        if (rest is "0")
        {
            return true;
        }

        double total = 0;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var end = rest.IndexOfAny(NumberCharacters);
            var unit = Factor(end < 0 ? rest : rest[..end]);
            if (unit == 0)
            {
                return false;
            }

            total += number * unit;
            rest = end < 0 ? [] : rest[end..];
        }

        nanoseconds = (long)(sign * total);
        return text.Length > 0;
    }

    private static double Factor(ReadOnlySpan<char> unit)
    {
        foreach (var (name, nanoseconds) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                return nanoseconds;
            }
        }

        return 0;
    }
}
