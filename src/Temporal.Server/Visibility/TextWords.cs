namespace Temporal.Server.Visibility;

/// <summary>The words of a Text attribute: runs of letters and digits, in lower case.</summary>
internal static class TextWords
{
    public static string[] Split(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = -1;
        for (var index = 0; index <= text.Length; index++)
        {
            var isWord = index < text.Length && char.IsLetterOrDigit(text[index]);
            if (isWord && start < 0)
            {
                start = index;
            }
            else if (!isWord && start >= 0)
            {
                words.Add(text[start..index].ToLowerInvariant());
                start = -1;
            }
        }

        return [.. words];
    }
}
