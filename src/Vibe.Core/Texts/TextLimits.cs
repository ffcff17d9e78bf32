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

    /// <summary>
    /// The beginning of a request in one line, as cards and notices show it: without control characters and without those that turn the direction of the words after them.
    /// </summary>
    public static string TitleOf(string request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shown = string.Concat(request.Where(c => char.IsWhiteSpace(c) || !(char.IsControl(c) || IsDirection(c))));
        var words = shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Cut(string.Join(' ', words), Title);
    }

    // Embeddings, overrides and isolates of the bidirectional algorithm, and its marks.
    private static bool IsDirection(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C';
}
