using Vibe.Activities.Tests.Fakes;
using Vibe.Core.Reviews;
using Vibe.Data.Texts;

namespace Vibe.Activities.Tests.Reviews;

public sealed class ReviewActivitiesTests
{
    private const string Files = """{"summary":"s","files":[{"path":"index.html","content":"<p>hi</p>"}]}""";

    [Fact]
    public async Task Review_Findings_AreStoredAndCounted()
    {
        var desk = new Desk(Files, """{"findings":[{"severity":"blocking","path":"index.html","message":"No title."},{"severity":"note","path":"","message":"Short."}],"note":"ok"}""");
        var draft = (await desk.GenerateAsync()).Draft;

        var output = await desk.ReviewAsync(draft);

        Assert.Equal((true, 1, 2), (output.Completed, output.Blocking, output.Findings));
        var stored = System.Text.Json.JsonSerializer.Deserialize<ReviewSummary>(desk.Stores.Texts.Single(t => t.Kind == TextKind.Review).Text);
        Assert.Equal(new Finding(FindingSeverity.Blocking, "index.html", "No title."), stored?.Findings[0]);
    }

    [Fact]
    public async Task Review_BeyondItsLimit_IsNotCompletedAndSaysSo()
    {
        var desk = new Desk(Files, TimeSpan.MaxValue);
        var draft = (await desk.GenerateAsync()).Draft;

        var output = await desk.ReviewAsync(draft, TimeSpan.FromMilliseconds(50));

        Assert.Equal((false, 0), (output.Completed, output.Blocking));
        Assert.Contains("longer than", desk.Stores.Texts.Single(t => t.Kind == TextKind.Review).Text, StringComparison.Ordinal);
    }
}
