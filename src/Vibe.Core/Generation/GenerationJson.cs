using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Vibe.Core.Reviews;

namespace Vibe.Core.Generation;

/// <summary>Reads models' answers. What does not hold is told in words that the model can be given with the next attempt.</summary>
public static class GenerationJson
{
    /// <summary>Reads an answer to <see cref="BuildTask.Generate"/> or <see cref="BuildTask.Fix"/>.</summary>
    /// <param name="json">The answer's text.</param>
    /// <param name="files">The answer, if it holds.</param>
    /// <param name="problem">One sentence on what does not hold.</param>
    public static bool TryReadFiles(string? json, [NotNullWhen(true)] out GeneratedFiles? files, [NotNullWhen(false)] out string? problem)
    {
        files = null;
        if (!TryParse(json, out var document, out problem))
        {
            return false;
        }

        using var _ = document;

        if (!document.RootElement.TryGetProperty("files", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            problem = "The answer has no files.";
            return false;
        }

        var read = new List<GeneratedFile>();
        foreach (var item in list.EnumerateArray())
        {
            if (Text(item, "path") is not { } path || Text(item, "content") is not { } content)
            {
                problem = "A file has no path or no content.";
                return false;
            }

            read.Add(new GeneratedFile(path, content));
        }

        problem = ProblemOf(read);
        if (problem is not null)
        {
            return false;
        }

        files = new GeneratedFiles(Cut(Text(document.RootElement, "summary") ?? string.Empty), [.. read.OrderBy(f => f.Path, StringComparer.Ordinal)]);
        return true;
    }

    /// <summary>Reads an answer to <see cref="BuildTask.Review"/>.</summary>
    /// <param name="json">The answer's text.</param>
    /// <param name="answer">The answer, if it holds.</param>
    /// <param name="problem">One sentence on what does not hold.</param>
    public static bool TryReadReview(string? json, [NotNullWhen(true)] out ReviewAnswer? answer, [NotNullWhen(false)] out string? problem)
    {
        answer = null;
        if (!TryParse(json, out var document, out problem))
        {
            return false;
        }

        using var _ = document;

        if (!document.RootElement.TryGetProperty("findings", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            problem = "The answer has no findings; an empty list means that there are none.";
            return false;
        }

        var findings = new List<Finding>();
        foreach (var item in list.EnumerateArray())
        {
            if (Text(item, "message") is not { Length: > 0 } message || !Enum.TryParse<FindingSeverity>(Text(item, "severity"), ignoreCase: true, out var severity) || !Enum.IsDefined(severity))
            {
                problem = "A finding has no message, or its severity is none of blocking, warning and note.";
                return false;
            }

            findings.Add(new Finding(severity, Text(item, "path") is { Length: > 0 } path ? path : null, Cut(message)));
        }

        answer = new ReviewAnswer([.. findings.OrderByDescending(f => f.Severity).Take(GenerationLimits.Findings)], Text(document.RootElement, "note") is { Length: > 0 } note ? Cut(note) : null);
        return true;
    }

    /// <summary>What is wrong with these files, in one sentence, or <see langword="null"/>: paths that leave the folder or meet twice, and sizes beyond <see cref="GenerationLimits"/>.</summary>
    public static string? ProblemOf(IReadOnlyList<GeneratedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count > GenerationLimits.Files)
        {
            return $"The answer has {files.Count} files; at most {GenerationLimits.Files} are allowed.";
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (!IsSafePath(file.Path))
            {
                return $"The path \"{Cut(file.Path)}\" is not a plain relative path.";
            }

            if (!seen.Add(file.Path))
            {
                return $"The path \"{file.Path}\" occurs twice.";
            }

            if (file.Content.Length > GenerationLimits.FileLength)
            {
                return $"The file \"{file.Path}\" has {file.Content.Length} characters; at most {GenerationLimits.FileLength} are allowed.";
            }
        }

        // A file cannot be a folder of another one.
        var blocked = files.FirstOrDefault(f => files.Any(other => other.Path.StartsWith(f.Path + "/", StringComparison.OrdinalIgnoreCase)));
        if (blocked is not null)
        {
            return $"The path \"{blocked.Path}\" is a file and a folder at once.";
        }

        var total = files.Sum(f => (long)f.Content.Length);
        return total > GenerationLimits.TotalLength ? $"The files have {total} characters together; at most {GenerationLimits.TotalLength} are allowed." : null;
    }

    private static bool IsSafePath(string path) =>
        path.Length is > 0 and <= GenerationLimits.PathLength
        && !path.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|')
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && part == part.Trim() && !part.EndsWith('.'));

    private static bool TryParse(string? json, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        document = null;
        try
        {
            document = JsonDocument.Parse(json ?? string.Empty);
        }
        catch (JsonException e)
        {
            problem = $"The answer is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).";
            return false;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        document.Dispose();
        document = null;
        problem = "The answer is not a JSON object.";
        return false;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Cut(string text) =>
        text.Length <= GenerationLimits.SentenceLength ? text : string.Concat(text.AsSpan(0, GenerationLimits.SentenceLength - 1), "…");
}
