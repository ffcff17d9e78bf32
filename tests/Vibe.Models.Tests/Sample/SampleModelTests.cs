using Microsoft.Extensions.AI;
using Vibe.Core.Generation;
using Vibe.Core.Reviews;
using Vibe.Models.Failures;

namespace Vibe.Models.Tests.Sample;

public sealed class SampleModelTests
{
    public static TheoryData<string, string> Requests => new()
    {
        { "create a sales analytics dashboard with charts", "dashboard" },
        { "a todo list for our team", "todo" },
        { "build me a landing page for our coffee shop", "landing" },
        { "create a REST API for tasks", "api" },
        { "a dashboard for api metrics", "dashboard" },
        { "write a console tool that counts words", "tool" },
        { "a Python script to sum up a csv file", "script" },
        { "a todo app in python", "script" },
        { "something for the inventory of our kitchen", "page" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Build_EachKind_IsReviewedMendedAndThenClean(string request, string kind)
    {
        var draft = await SampleBuild.GenerateAsync(request);
        var review = await SampleBuild.ReviewAsync(request, draft.Files);
        Assert.Contains(review.Findings, f => f.Severity == FindingSeverity.Blocking);
        Assert.All(review.Findings, f => Assert.True(f.Path is null || draft.Files.Any(file => file.Path == f.Path)));

        var mended = await SampleBuild.FixAsync(request, draft.Files, review.Findings);
        var second = await SampleBuild.ReviewAsync(request, mended.Files);

        Assert.All(second.Findings, f => Assert.Equal(FindingSeverity.Note, f.Severity));
        Assert.NotEqual(draft.Files, mended.Files);
        Assert.Contains(mended.Files, f => f.Path == "README.md" && f.Content.Contains(request, StringComparison.Ordinal));
        Assert.All(mended.Files, f => Assert.DoesNotContain("{{", f.Content, StringComparison.Ordinal));
        Assert.Equal(kind, SampleBuild.KindOf(request));
    }

    [Fact]
    public async Task Generate_SameRequest_GivesTheSame() =>
        Assert.Equal((await SampleBuild.GenerateAsync("a dashboard")).Files, (await SampleBuild.GenerateAsync("a dashboard")).Files);

    [Theory]
    [InlineData("create a sales analytics dashboard with charts", "Sales Analytics Dashboard")]
    [InlineData("please build a simple page called \"Team <b>Lunch</b>\"", "Team &lt;b&gt;Lunch&lt;/b&gt;")]
    public async Task Generate_Title_ComesFromTheRequest(string request, string title)
    {
        var files = await SampleBuild.GenerateAsync(request);

        Assert.Contains($"<h1>{title}</h1>", SampleBuild.File(files, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Feedback_IsAppliedVisibly()
    {
        const string request = "create a sales dashboard";
        var files = await SampleBuild.GenerateAsync(request);

        var changed = await SampleBuild.GenerateAsync(request, ["make it green please", "The title should be \"Numbers of 2026\"", "replace \"By month\" with \"Month by month\"", "add a logo"], files.Files);

        var page = SampleBuild.File(changed, "index.html");
        Assert.Contains("<h1>Numbers of 2026</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Month by month</h2>", page, StringComparison.Ordinal);
        Assert.Contains("add a logo", page, StringComparison.Ordinal);
        Assert.Contains("#1b7a43", SampleBuild.File(changed, "styles.css"), StringComparison.Ordinal);
        Assert.DoesNotContain("#1b7a43", SampleBuild.File(files, "styles.css"), StringComparison.Ordinal);
        Assert.Contains("4. add a logo", SampleBuild.File(changed, "README.md"), StringComparison.Ordinal);
        Assert.Contains("add a logo", changed.Summary, StringComparison.Ordinal);

        // What the first round's review had mended stays mended.
        Assert.DoesNotContain((await SampleBuild.ReviewAsync(request, changed.Files)).Findings, f => f.Severity == FindingSeverity.Blocking);
    }

    [Theory]
    [InlineData("use #ffcc00 as colour", "#ffcc00")]
    [InlineData("use #123456 as colour", null)]
    public async Task Generate_AnyColor_StaysReadable(string feedback, string? changedFrom)
    {
        var files = await SampleBuild.GenerateAsync("a dashboard", [feedback], []);

        var css = SampleBuild.File(files, "styles.css");
        Assert.Equal(changedFrom is null, css.Contains("#123456", StringComparison.Ordinal));
        Assert.DoesNotContain("light-dark(#ffcc00", css, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a dashboard that is slow")]
    [InlineData("fail with an error please, 500")]
    public async Task Call_WordsOfFailure_ChangeNothing(string request) => Assert.NotEmpty((await SampleBuild.GenerateAsync(request)).Files);

    [Fact]
    public async Task Call_WithoutPrompt_SaysWhatItIs()
    {
        await using var services = Some.Services(Some.Sample());
        var model = await services.ModelAsync();

        var response = await model.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "hi")], null, CancellationToken.None);

        Assert.Contains("not an AI", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_FailFirst_FailsThatOftenAndThenServes()
    {
        await using var services = Some.Services(Some.Sample(("FailFirst", "2"), ("Failure", "RateLimited")));
        var model = await services.ModelAsync();

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<ModelRateLimitedException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));
        }

        Assert.NotEmpty((await model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None)).Text);
    }

    [Theory]
    [InlineData("Unavailable", typeof(ModelUnavailableException))]
    [InlineData("StreamCut", typeof(ModelStreamCutException))]
    [InlineData("Refused", typeof(ModelRefusedException))]
    public async Task Call_FailEvery_FailsAsTold(string failure, Type type)
    {
        await using var services = Some.Services(Some.Sample(("FailEvery", "2"), ("Failure", failure)));
        var model = await services.ModelAsync();

        await model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None);

        Assert.IsType(type, await Assert.ThrowsAnyAsync<ModelException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None)));
    }

    [Fact]
    public async Task Call_InvalidAnswer_IsNotJson()
    {
        await using var services = Some.Services(Some.Sample(("FailFirst", "1"), ("Failure", "InvalidAnswer")));
        var model = await services.ModelAsync();

        var response = await model.Client.GetResponseAsync(Some.Messages(new BuildPrompt { Task = BuildTask.Generate, Request = "a page" }.ToText()), null, CancellationToken.None);

        Assert.False(GenerationJson.TryReadFiles(response.Text, out _, out _));
    }

    [Fact]
    public async Task Call_Delay_PacesThePieces()
    {
        var time = new Vibe.TestKit.ManualTimeProvider();
        await using var services = Some.Services(Some.Sample(("FirstDelay", "00:00:10"), ("Delay", "00:00:01"), ("PieceLength", "30")), time);
        var model = await services.ModelAsync();
        await using var updates = model.Client.GetStreamingResponseAsync(Some.Messages(), null, CancellationToken.None).GetAsyncEnumerator();

        var first = updates.MoveNextAsync().AsTask();
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await first);
        Assert.Equal(30, updates.Current.Text.Length);
        var second = updates.MoveNextAsync().AsTask();
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await second);
    }
}
