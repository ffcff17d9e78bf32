using Temporalio.Exceptions;
using Vibe.Activities.Tests.Fakes;
using Vibe.Core.Generation;
using Vibe.Data.Texts;
using Vibe.Models.Failures;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Tests.Generation;

public sealed class GenerationActivitiesTests
{
    private const string Valid = """{"summary":"s","files":[{"path":"index.html","content":"<p>hi</p>"}]}""";

    [Fact]
    public async Task Generate_InvalidAnswers_AreAskedAgainWithTheProblem()
    {
        var desk = new Desk("no json", """{"summary":"s","files":[{"path":"../x","content":"y"}]}""", Valid);

        var output = await desk.GenerateAsync();

        Assert.Equal((1, 9L), (output.Files, output.Size));
        Assert.Equal((15L, 21L), (output.Use.InputTokens, output.Use.OutputTokens));
        var prompts = desk.Model.Asked.Select(a => BuildPrompt.TryParse(a, out var p) ? p : throw new InvalidOperationException("No prompt.")).ToList();
        Assert.Null(prompts[0].Problem);
        Assert.Contains("not valid JSON", prompts[1].Problem, StringComparison.Ordinal);
        Assert.Contains("plain relative path", prompts[2].Problem, StringComparison.Ordinal);
        Assert.Equal(3, desk.Stores.Usage.Count);
        Assert.Equal(3, desk.Stores.Usage.Select(u => u.Key).Distinct().Count());
        Assert.Equal(3, desk.Stores.Texts.Count(t => t.Kind == TextKind.Answer));
    }

    [Fact]
    public async Task Generate_NeverValid_IsFinal()
    {
        var desk = new Desk("a", "b", "c");

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => desk.GenerateAsync());

        Assert.Equal((FailureTypes.ModelInvalidAnswer, true), (failure.ErrorType, failure.NonRetryable));
    }

    [Fact]
    public async Task Generate_FeedbackAndDraft_GoIntoThePrompt()
    {
        var desk = new Desk(Valid, Valid);
        var first = await desk.GenerateAsync();

        await desk.GenerateAsync(first.Draft, desk.Stores.Put("make it green"));

        Assert.True(BuildPrompt.TryParse(desk.Model.Asked[1], out var prompt));
        Assert.Equal(["make it green"], prompt.Feedback);
        Assert.Equal([new GeneratedFile("index.html", "<p>hi</p>")], prompt.Files);
        Assert.Equal(BuildTask.Generate, prompt.Task);
    }

    [Fact]
    public async Task Generate_ModelRefuses_IsFinalAndBusyIsNot()
    {
        var refused = await Assert.ThrowsAsync<ApplicationFailureException>(() => new Desk(new ModelRefusedException("No.")).GenerateAsync());
        var busy = await Assert.ThrowsAsync<ApplicationFailureException>(() => new Desk(new ModelRateLimitedException("Later.")).GenerateAsync());

        Assert.True(refused.NonRetryable);
        Assert.False(busy.NonRetryable);
    }

    [Fact]
    public async Task Generate_DraftIsGone_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => new Desk(Valid).GenerateAsync(Core.Artifacts.ArtifactDigest.Of("gone"u8)));

        Assert.Equal(FailureTypes.ContentMissing, failure.ErrorType);
    }
}
