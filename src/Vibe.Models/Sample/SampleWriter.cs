using System.Text.Encodings.Web;
using System.Text.Json;
using Vibe.Core.Generation;
using Vibe.Core.Reviews;

namespace Vibe.Models.Sample;

/// <summary>Answers a prompt in the JSON that is asked of every model.</summary>
internal static class SampleWriter
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(BuildPrompt prompt) => prompt.Task switch
    {
        BuildTask.Generate => JsonSerializer.Serialize(Generate(prompt), s_json),
        BuildTask.Fix => JsonSerializer.Serialize(Fix(prompt), s_json),
        BuildTask.Review => JsonSerializer.Serialize(Review(prompt), s_json),
        _ => throw new ArgumentOutOfRangeException(nameof(prompt), prompt.Task, "Unknown task."),
    };

    private static GeneratedFiles Generate(BuildPrompt prompt)
    {
        var blueprint = SampleBlueprints.For(prompt.Request);
        var brief = SampleBrief.Read(prompt.Request, prompt.Feedback);
        var files = SampleTemplates.Of(blueprint.Folder)
            .Select(t => new GeneratedFile(t.Path, SampleText.Fill(t.Path, t.Text, prompt, brief)));

        // The first draft has its faults; who asks for changes has a reviewed result, and keeps what was mended in it.
        if (prompt.Files.Count == 0)
        {
            files = files.Select(f => blueprint.Flaws.Where(flaw => flaw.Path == f.Path).Aggregate(f, (file, flaw) => file with { Content = file.Content.Replace(flaw.Mended, flaw.Flawed, StringComparison.Ordinal) }));
        }

        var list = files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        var summary = prompt.Feedback.Count == 0
            ? $"“{brief.Title}” was made as {blueprint.Kind}, in {list.Count} files."
            : $"“{brief.Title}” was changed as asked: {SampleText.OneLine(prompt.Feedback[^1], 200)}";
        return new GeneratedFiles(summary, list);
    }

    private static GeneratedFiles Fix(BuildPrompt prompt)
    {
        // What is not blocking is mended in passing.
        var flaws = SampleBlueprints.For(prompt.Request).Flaws;
        var mended = flaws.Count(flaw => prompt.Files.Any(f => IsIn(flaw, f)));
        var files = prompt.Files
            .Select(f => flaws.Where(flaw => IsIn(flaw, f)).Aggregate(f, (file, flaw) => file with { Content = file.Content.Replace(flaw.Flawed, flaw.Mended, StringComparison.Ordinal) }))
            .ToList();
        return new GeneratedFiles($"{mended} {(mended == 1 ? "fault was" : "faults were")} mended.", files);
    }

    private static object Review(BuildPrompt prompt)
    {
        var blueprint = SampleBlueprints.For(prompt.Request);
        var findings = blueprint.Flaws
            .Where(flaw => prompt.Files.Any(f => IsIn(flaw, f)))
            .Select(flaw => new { severity = Word(flaw.Severity), path = flaw.Path, message = flaw.Message })
            .Append(new { severity = Word(FindingSeverity.Note), path = string.Empty, message = blueprint.Remark })
            .ToList();
        var blocking = findings.Count(f => f.severity == Word(FindingSeverity.Blocking));
        var note = blocking == 0 ? "Nothing stands in the way." : $"{blocking} of {findings.Count} findings must be mended first.";
        return new { findings, note };
    }

    private static bool IsIn(SampleFlaw flaw, GeneratedFile file) => file.Path == flaw.Path && file.Content.Contains(flaw.Flawed, StringComparison.Ordinal);

    private static string Word(FindingSeverity severity) => severity.ToString().ToLowerInvariant();
}
