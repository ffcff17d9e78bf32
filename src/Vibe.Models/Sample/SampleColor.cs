using System.Globalization;
using System.Text.RegularExpressions;

namespace Vibe.Models.Sample;

/// <summary>An accent colour; each is dark enough for white text on it (4.5:1), its bright twin light enough on a dark ground.</summary>
internal sealed partial record SampleColor(string Name, string Hex, string Bright)
{
    public static readonly SampleColor Default = new("blue", "#2456c7", "#8fb2ff");

    private static readonly SampleColor[] s_known =
    [
        Default,
        new("green", "#1b7a43", "#6fdc9b"),
        new("red", "#b3261e", "#ff9d94"),
        new("purple", "#6a3fb5", "#c9aaff"),
        new("violet", "#6a3fb5", "#c9aaff"),
        new("orange", "#b04a00", "#ffb37a"),
        new("teal", "#0b7277", "#6fd9de"),
        new("turquoise", "#0b7277", "#6fd9de"),
        new("pink", "#b0256f", "#ff9bcb"),
        new("yellow", "#7a5c00", "#ffd866"),
        new("brown", "#7a4a2b", "#dfb08d"),
        new("grey", "#4d5663", "#b9c2cf"),
        new("gray", "#4d5663", "#b9c2cf"),
        new("black", "#1d2129", "#d7dce4"),
    ];

    /// <summary>The last colour that a text names, by word or as <c>#rrggbb</c>; <see langword="null"/> where it names none.</summary>
    public static SampleColor? In(string text)
    {
        var named = ColorWord().Matches(text).LastOrDefault();
        if (named is null)
        {
            return null;
        }

        if (!named.Value.StartsWith('#'))
        {
            return s_known.First(c => c.Name.Equals(named.Value, StringComparison.OrdinalIgnoreCase));
        }

        var hex = named.Value.ToLowerInvariant();
        return new SampleColor(hex, Darkened(hex), Brightened(hex));
    }

    private static string Darkened(string hex)
    {
        var (r, g, b) = Parts(hex);
        while (Contrast(r, g, b, 1.0) < 4.5)
        {
            (r, g, b) = (r * 0.94, g * 0.94, b * 0.94);
        }

        return Hexed(r, g, b);
    }

    private static string Brightened(string hex)
    {
        var (r, g, b) = Parts(hex);
        while (Contrast(r, g, b, 0.01) < 7)
        {
            (r, g, b) = (r + ((255 - r) * 0.08) + 0.5, g + ((255 - g) * 0.08) + 0.5, b + ((255 - b) * 0.08) + 0.5);
        }

        return Hexed(r, g, b);
    }

    private static double Contrast(double r, double g, double b, double ground)
    {
        var own = (0.2126 * Linear(r)) + (0.7152 * Linear(g)) + (0.0722 * Linear(b));
        return (Math.Max(own, ground) + 0.05) / (Math.Min(own, ground) + 0.05);
    }

    private static double Linear(double channel)
    {
        var share = Math.Min(channel, 255) / 255;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static (double R, double G, double B) Parts(string hex) =>
        (Part(hex, 1), Part(hex, 3), Part(hex, 5));

    private static double Part(string hex, int start) => int.Parse(hex.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Hexed(double r, double g, double b) =>
        $"#{(int)Math.Min(r, 255):x2}{(int)Math.Min(g, 255):x2}{(int)Math.Min(b, 255):x2}";

    [GeneratedRegex(@"#[0-9a-f]{6}\b|\b(?:blue|green|red|purple|violet|orange|teal|turquoise|pink|yellow|brown|gr[ae]y|black)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColorWord();
}
