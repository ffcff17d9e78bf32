using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Vibe.Core.Generation;

namespace Vibe.Models.Sample;

/// <summary>Fills placeholders, each escaped as its file's language asks.</summary>
internal static partial class SampleText
{
    public static string Fill(string path, string template, BuildPrompt prompt, SampleBrief brief)
    {
        var language = path[(path.LastIndexOf('.') + 1)..];
        var text = Placeholder().Replace(template, match => match.Groups["name"].Value switch
        {
            "title" => Escape(language, brief.Title),
            "identifier" => Identifier(brief.Title),
            "slug" => Slug(brief.Title),
            "request" => Escape(language, OneLine(prompt.Request, 300)),
            "accent" => brief.Color.Hex,
            "accent-bright" => brief.Color.Bright,
            "scheme" => brief.IsDark ? "dark" : "light dark",
            "theme" => brief.IsDark ? "dark" : "auto",
            "text-size" => brief.IsLarge ? "20px" : "16px",
            "changes" => Changes(language, prompt.Feedback),
            var unknown => throw new InvalidOperationException($"The template {path} has an unknown placeholder '{unknown}'."),
        });
        return language is "html" or "md" ? Reword(language, text, brief.Wording) : text;
    }

    /// <summary>A text on one line and not longer than this.</summary>
    public static string OneLine(string text, int length)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : string.Concat(line.AsSpan(0, length - 1), "…");
    }

    private static string Escape(string language, string text) => language switch
    {
        "html" => WebUtility.HtmlEncode(text),
        "md" or "http" => text,
        _ => Quoted(text),
    };

    // Inside the double quotes of C#, JavaScript and Python these escapes mean the same.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => quoted.Append("\\\\"),
                '"' => quoted.Append("\\\""),
                '<' => quoted.Append("\\u003c"),
                _ when char.IsControl(c) => quoted.Append(' '),
                _ => quoted.Append(c),
            };
        }

        return quoted.ToString();
    }

    private static string Changes(string language, IReadOnlyList<string> feedback)
    {
        if (feedback.Count == 0)
        {
            return string.Empty;
        }

        return language == "html"
            ? "<p class=\"changes\">Changed on request: " + string.Join("; ", feedback.Select(f => WebUtility.HtmlEncode(OneLine(f, 300)))) + "</p>"
            : "\n## Changes on request\n\n" + string.Concat(feedback.Select((f, i) => $"{i + 1}. {OneLine(f, 300)}\n"));
    }

    // Wording is changed where people read it, never inside tags or code.
    private static string Reword(string language, string text, IReadOnlyList<(string From, string To)> wording)
    {
        foreach (var (from, to) in wording)
        {
            text = language == "md"
                ? text.Replace(from, to, StringComparison.OrdinalIgnoreCase)
                : VisibleText().Replace(text, m => m.Value.Replace(WebUtility.HtmlEncode(from), WebUtility.HtmlEncode(to), StringComparison.OrdinalIgnoreCase));
        }

        return text;
    }

    private static string Identifier(string title)
    {
        var letters = string.Concat(title.Where(c => char.IsAsciiLetterOrDigit(c)));
        return letters.Length == 0 || char.IsAsciiDigit(letters[0]) ? "Sample" + letters : letters;
    }

    private static string Slug(string title)
    {
        var slug = NotSlug().Replace(title.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "sample" : slug;
    }

    [GeneratedRegex(@"\{\{(?<name>[a-z-]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<=>)[^<>]+(?=<)", RegexOptions.CultureInvariant)]
    private static partial Regex VisibleText();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotSlug();
}
