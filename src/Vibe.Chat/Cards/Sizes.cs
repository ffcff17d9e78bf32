using System.Globalization;

namespace Vibe.Chat.Cards;

/// <summary>Sizes as people say them.</summary>
public static class Sizes
{
    /// <summary>"312 B", "4.1 kB", "2.3 MB".</summary>
    public static string Roughly(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB"),
    };
}
