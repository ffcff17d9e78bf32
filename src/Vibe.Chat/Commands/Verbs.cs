namespace Vibe.Chat.Commands;

/// <summary>All words that a command may begin with.</summary>
public static class Verbs
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["request-changes"] = "changes",
        ["change"] = "changes",
        ["stop"] = "cancel",
        ["abort"] = "cancel",
        ["?"] = "help",
        ["hi"] = "help",
        ["hello"] = "help",
    };

    /// <summary>In the order of the help.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("build", "[--project name] what to build", "start a build"),
        new("status", "[#142]", "how a build stands, or all of yours"),
        new("queue", "", "who is being worked for and who waits"),
        new("approve", "[#142]", "accept what the card shows; it is then delivered"),
        new("changes", "[#142] what to change", "send the build through another round"),
        new("reject", "[#142] [why]", "end the build without delivery"),
        new("cancel", "[#142]", "call a build off"),
        new("retry", "[#142]", "run the failed stage of a parked build again"),
        new("discard", "[#142]", "give a parked build up"),
        new("help", "", "all that can be asked for"),
    ];

    /// <summary>The verb that is written so, in upper or lower case, or under one of its other names.</summary>
    public static Verb? Find(string word) =>
        All.FirstOrDefault(v => v.Name.Equals(Aliases.GetValueOrDefault(word, word), StringComparison.OrdinalIgnoreCase));

    /// <summary>The verb that the word is at most two slips away from, one of a short verb; <see langword="null"/> where none is so near.</summary>
    public static Verb? Nearest(string word)
    {
        var lower = word.ToLowerInvariant();
        if (lower.Length is 0 or > 20)
        {
            return null;
        }

        var (verb, distance) = All.Select(v => (v, Distance(lower, v.Name))).MinBy(pair => pair.Item2);
        // Of a short word two slips leave hardly anything: "tell" is no "help".
        return distance <= (verb.Name.Length < 5 ? 1 : 2) ? verb : null;
    }

    /// <summary>Levenshtein's distance, with a swap of two neighbours as one slip.</summary>
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var replace = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replace, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
