namespace Vibe.Core.Texts;

/// <summary>How long texts may be, and how they are cut.</summary>
public static class TextLimits
{
    /// <summary>Characters in a request.</summary>
    public const int Request = 8_000;

    /// <summary>Characters in feedback or a reason.</summary>
    public const int Reason = 3_000;

    /// <summary>Characters in a notice.</summary>
    public const int Notice = 3_000;

    /// <summary>Characters in a card's title.</summary>
    public const int Title = 150;

    /// <summary>Characters in the one line of detail on a card.</summary>
    public const int Detail = 300;

    /// <summary>At most so many UTF-16 characters, the last an ellipsis where something was cut; never half a surrogate pair.</summary>
    public static string Cut(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>The beginning of a request in one line, as cards show it.</summary>
    public static string TitleOf(string request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var words = request.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Cut(string.Join(' ', words), Title);
    }
}
