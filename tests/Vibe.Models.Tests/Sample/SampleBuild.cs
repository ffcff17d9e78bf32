using Vibe.Core.Generation;
using Vibe.Core.Reviews;
using Vibe.Models.Sample;

namespace Vibe.Models.Tests.Sample;

/// <summary>The calls of a build, made as the workflow makes them.</summary>
internal static class SampleBuild
{
    public static string KindOf(string request) => SampleBlueprints.For(request).Folder;

    public static Task<GeneratedFiles> GenerateAsync(string request) => GenerateAsync(request, [], []);

    public static Task<GeneratedFiles> GenerateAsync(string request, IReadOnlyList<string> feedback, IReadOnlyList<GeneratedFile> files) =>
        FilesAsync(new BuildPrompt { Task = BuildTask.Generate, Request = request, Feedback = feedback, Files = files });

    public static Task<GeneratedFiles> FixAsync(string request, IReadOnlyList<GeneratedFile> files, IReadOnlyList<Finding> findings) =>
        FilesAsync(new BuildPrompt { Task = BuildTask.Fix, Request = request, Files = files, Findings = findings });

    public static async Task<ReviewAnswer> ReviewAsync(string request, IReadOnlyList<GeneratedFile> files)
    {
        var text = await AskAsync(new BuildPrompt { Task = BuildTask.Review, Request = request, Files = files });
        Assert.True(GenerationJson.TryReadReview(text, out var answer, out var problem), problem);
        return answer;
    }

    public static string File(GeneratedFiles files, string path) => Assert.Single(files.Files, f => f.Path == path).Content;

    /// <summary>The finished result: generated, reviewed, mended.</summary>
    public static async Task<IReadOnlyList<GeneratedFile>> FinishAsync(string request)
    {
        var draft = await GenerateAsync(request);
        var review = await ReviewAsync(request, draft.Files);
        return (await FixAsync(request, draft.Files, review.Findings)).Files;
    }

    private static async Task<GeneratedFiles> FilesAsync(BuildPrompt prompt)
    {
        var text = await AskAsync(prompt);
        Assert.True(GenerationJson.TryReadFiles(text, out var files, out var problem), problem);
        return files;
    }

    private static async Task<string> AskAsync(BuildPrompt prompt)
    {
        await using var services = Some.Services(Some.Sample());
        var model = await services.ModelAsync();
        return (await model.Client.GetResponseAsync(Some.Messages(prompt.ToText()), Some.FilesFormat(), CancellationToken.None)).Text;
    }
}
