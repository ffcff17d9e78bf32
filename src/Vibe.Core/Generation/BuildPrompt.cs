using System.Diagnostics.CodeAnalysis;
using System.Text;
using Vibe.Core.Reviews;

namespace Vibe.Core.Generation;

/// <summary>
/// What a model is told of a build, as the text of the user's message: sections under lines of the form <c>=== name ===</c>. A line of content that begins
/// like such a line is escaped, so that a request can never pose as feedback, file or finding. The instructions that go with it are the system's message.
/// </summary>
public sealed record BuildPrompt
{
    private const string Mark = "=== ";
    private const string FileMark = "file ";

    /// <summary>What is asked for.</summary>
    public required BuildTask Task { get; init; }

    /// <summary>The request as the person wrote it.</summary>
    public required string Request { get; init; }

    /// <summary>What people asked to change, oldest first.</summary>
    public IReadOnlyList<string> Feedback { get; init; } = [];

    /// <summary>The present files.</summary>
    public IReadOnlyList<GeneratedFile> Files { get; init; } = [];

    /// <summary>What the review found in them.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What was wrong with the last answer to the same question, where there was one.</summary>
    public string? Problem { get; init; }

    /// <summary>The message's text.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Section(text, "task", Task.ToString().ToLowerInvariant());
        Section(text, "request", Request);
        foreach (var feedback in Feedback)
        {
            Section(text, "feedback", feedback);
        }

        foreach (var file in Files)
        {
            Section(text, FileMark + file.Path, file.Content);
        }

        foreach (var finding in Findings)
        {
            Section(text, "finding", $"{finding.Severity.ToString().ToLowerInvariant()}\n{finding.Path}\n{finding.Message}");
        }

        if (Problem is not null)
        {
            Section(text, "problem with your last answer", Problem);
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToText"/> writes; false where the text is none of ours.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BuildPrompt? prompt)
    {
        prompt = null;
        BuildTask? task = null;
        string? request = null;
        string? problem = null;
        var feedback = new List<string>();
        var files = new List<GeneratedFile>();
        var findings = new List<Finding>();
        foreach (var (name, content) in Sections(text ?? string.Empty))
        {
            switch (name)
            {
                case "task":
                    task = Enum.TryParse<BuildTask>(content, ignoreCase: true, out var read) && Enum.IsDefined(read) ? read : null;
                    break;
                case "request":
                    request = content;
                    break;
                case "feedback":
                    feedback.Add(content);
                    break;
                case "finding" when content.Split('\n', 3) is [var weight, var path, var message] && Enum.TryParse<FindingSeverity>(weight, ignoreCase: true, out var severity):
                    findings.Add(new Finding(severity, path.Length == 0 ? null : path, message));
                    break;
                case "problem with your last answer":
                    problem = content;
                    break;
                case var file when file.StartsWith(FileMark, StringComparison.Ordinal):
                    files.Add(new GeneratedFile(file[FileMark.Length..], content));
                    break;
            }
        }

        if (task is null || request is null)
        {
            return false;
        }

        prompt = new BuildPrompt { Task = task.Value, Request = request, Feedback = feedback, Files = files, Findings = findings, Problem = problem };
        return true;
    }

    private static void Section(StringBuilder text, string name, string content)
    {
        text.Append(Mark).Append(name).Append(" ===\n");
        foreach (var line in content.Split('\n'))
        {
            // One backslash is added before "=== " and before any run of backslashes that stands before it, and one is taken away when read.
            text.Append(IsMarkLike(line) ? "\\" : string.Empty).Append(line).Append('\n');
        }
    }

    private static IEnumerable<(string Name, string Content)> Sections(string text)
    {
        string? name = null;
        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal) && line.EndsWith(" ===", StringComparison.Ordinal) && line.Length > 8)
            {
                if (name is not null)
                {
                    yield return (name, string.Join('\n', lines));
                }

                name = line[4..^4];
                lines.Clear();
            }
            else
            {
                lines.Add(line.StartsWith('\\') && IsMarkLike(line) ? line[1..] : line);
            }
        }

        if (name is not null)
        {
            // The last section ends with the text's last line feed.
            yield return (name, string.Join('\n', lines is [.. var most, ""] ? most : lines));
        }
    }

    private static bool IsMarkLike(string line) => line.TrimStart('\\').StartsWith(Mark, StringComparison.Ordinal);
}
