using System.Text.RegularExpressions;

namespace Vibe.Models.Sample;

/// <summary>What the words of a request and of feedback ask for, as far as the sample model understands them.</summary>
internal sealed partial record SampleBrief(string Title, SampleColor Color, bool IsDark, bool IsLarge, IReadOnlyList<(string From, string To)> Wording)
{
    private const int TitleLength = 60;

    /// <summary>Reads the request and then each feedback; what comes later wins.</summary>
    public static SampleBrief Read(string request, IReadOnlyList<string> feedback)
    {
        var brief = new SampleBrief(TitleOf(request), SampleColor.In(request) ?? SampleColor.Default, Has(request, "dark"), false, []);
        foreach (var text in feedback)
        {
            var title = QuotedTitle().Match(text) is { Success: true } quoted ? quoted : PlainTitle().Match(text);
            var wording = Wordings().Matches(text).Select(m => (m.Groups["from"].Value, m.Groups["to"].Value));
            brief = brief with
            {
                Title = title.Success ? Cut(title.Groups["title"].Value) : brief.Title,
                Color = SampleColor.In(text) ?? brief.Color,
                IsDark = Has(text, "light") ? false : brief.IsDark || Has(text, "dark"),
                IsLarge = brief.IsLarge || LargerText().IsMatch(text),
                Wording = [.. brief.Wording, .. wording],
            };
        }

        return brief;
    }

    private static string TitleOf(string request)
    {
        if (QuotedTitle().Match(request) is { Success: true } quoted)
        {
            return Cut(quoted.Groups["title"].Value);
        }

        var text = Beginning().Replace(request.Split('\n')[0].Trim(), string.Empty);
        text = Ending().Split(text)[0];
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6).Select(w => w.Trim('"', '\'', '“', '”', '<', '>', '`', '*', '#')).Where(w => w.Length > 0).Select(Capital);
        var title = Cut(string.Join(' ', words));
        return title.Length == 0 ? "Sample" : title;
    }

    private static string Capital(string word) =>
        s_abbreviations.Contains(word) ? word.ToUpperInvariant() : word.Length > 0 && char.IsLower(word[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    private static readonly HashSet<string> s_abbreviations = new(StringComparer.OrdinalIgnoreCase) { "api", "rest", "csv", "json", "cli", "html", "crm", "faq", "url" };

    private static bool Has(string text, string word) => Regex.IsMatch(text, $@"\b{word}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Where(c => !char.IsControl(c)).Aggregate(string.Empty, (all, c) => all + c).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim(' ', '.', ',', ';', ':');
        return line.Length <= TitleLength ? line : line[..TitleLength].TrimEnd();
    }

    [GeneratedRegex("""\b(?:title|heading|headline|name|named|called|call it|rename (?:it )?to)\b[^"“'\n]{0,24}["“'](?<title>[^"”'\n]{1,80})["”']""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QuotedTitle();

    [GeneratedRegex("""\b(?:title|heading|headline)\s+(?:should\s+(?:be|say|read)|must\s+be|to(?:\s+be)?|is|:)\s*:?\s*(?<title>[^"“'.;,\n]{1,80})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlainTitle();

    [GeneratedRegex("""\b(?:replace|change|rename|reword)\b[^"“'\n]{0,24}["“'](?<from>[^"”'\n]{2,80})["”']\s*(?:with|to|by|into|->|→)\s*["“'](?<to>[^"”'\n]{0,80})["”']""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wordings();

    [GeneratedRegex(@"\b(?:larger|bigger|increase)\b.{0,30}\b(?:text|font|letters|type)\b|\b(?:text|font)\b.{0,30}\b(?:larger|bigger)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LargerText();

    [GeneratedRegex(@"^(?:please\s+)?(?:(?:can|could) you\s+)?(?:(?:create|build|make|write|generate|develop|give|add|design|implement|set up|i (?:need|want))\s+)?(?:me\s+|us\s+)?(?:(?:a|an|the|some|my|our)\s+)?(?:(?:simple|small|nice|modern|new|quick|basic)\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\s+(?:with|that|which|for|using|where|in|so that|and|on|to)\s+|[.,;:!?(]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}
