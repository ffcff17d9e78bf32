namespace Vibe.Chat.Cards;

/// <summary>Times as people say them.</summary>
public static class Durations
{
    /// <summary>One unit, rounded: "40 s", "2 min", "3 h", "5 days"; nothing below zero.</summary>
    public static string Roughly(TimeSpan time)
    {
        var seconds = Math.Max(0, Math.Round(time.TotalSeconds));
        return seconds switch
        {
            < 90 => $"{seconds} s",
            < 90 * 60 => $"{Math.Round(seconds / 60)} min",
            < 36 * 3600 => $"{Math.Round(seconds / 3600)} h",
            _ => $"{Math.Round(seconds / 86400)} days",
        };
    }
}
