using System.Text;

namespace Vibe.Data.Serialization;

internal static class CleanText
{
    /// <summary>PostgreSQL's text holds neither NUL nor half a surrogate pair; people's and models' words may have both. They become U+FFFD.</summary>
    public static string Of(string text)
    {
        var isClean = true;
        for (var i = 0; i < text.Length && isClean; i++)
        {
            isClean = text[i] != '\0' && !char.IsSurrogate(text[i]);
        }

        return isClean ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString()));
    }

    public static string? OfOptional(string? text) => text is null ? null : Of(text);
}
