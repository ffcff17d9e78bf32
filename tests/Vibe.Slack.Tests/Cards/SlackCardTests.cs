using System.Text.Json.Nodes;
using Vibe.Chat.Cards;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Cards;
using Vibe.Core.Reviews;
using Vibe.Slack.Blocks;
using Vibe.Slack.Cards;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests.Cards;

public sealed class SlackCardTests
{
    public static TheoryData<BuildStage> Stages => [.. Enum.GetValues<BuildStage>()];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Render_EachStage_IsTakenBySlack(BuildStage stage)
    {
        var blocks = Render(new CardView { Card = Some.Card(stage), Now = Some.Now });

        Assert.Null(BlockRules.CheckMessage(blocks)?.ToJsonString());
        Assert.Contains(BuildStages.Describe(stage), blocks.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LargestCard_StaysWithinEveryLimitAndKeepsItsButtons()
    {
        var nasty = string.Concat(Enumerable.Repeat("<&>*_`~😀", 2_000));
        var card = Some.WaitingCard(c => c with
        {
            Title = nasty[..150],
            Detail = nasty,
            Artifact = new ArtifactSummary(ArtifactDigest.Of("x"u8), 99, [.. Enumerable.Range(0, 50).Select(i => Some.File($"{i}/{nasty[..180]}"))]),
            Review = new ReviewSummary([.. Enumerable.Range(0, 50).Select(i => new Finding(FindingSeverity.Blocking, nasty[..180], nasty))], true, nasty[..1000]),
            Decision = new DecisionRecord(CardAction.RequestChanges, Some.Alice, Some.Now, nasty[..3000]),
            WaitingFor = [.. Enumerable.Repeat(Some.Alice, 200)],
            Model = new ModelUse(nasty[..200], "openai", long.MaxValue, long.MaxValue, decimal.MaxValue),
            RunLink = new Uri("https://temporal.example/" + new string('x', 500)),
            Actions = Enum.GetValues<CardAction>(),
        });

        var blocks = Render(new CardView { Card = card, Now = Some.Now });

        Assert.Null(BlockRules.CheckMessage(blocks)?.ToJsonString());
        Assert.Equal("actions", blocks[^1]!["type"]!.ToString());
        Assert.Equal(Enum.GetValues<CardAction>().Length, blocks[^1]!["elements"]!.AsArray().Count);
        Assert.True(SlackCard.Fallback(new CardView { Card = card, Now = Some.Now }).Length <= 4_000);
    }

    [Fact]
    public void Render_WaitingForApproval_ShowsWhatIsDecidedOn()
    {
        var text = Render(new CardView { Card = Some.WaitingCard(), Now = Some.Now }).ToJsonString(SlackJson.Options);

        foreach (var expected in new[] { "`index.html` 6 B", "Round 1", "app.js", "&lt;eval&gt;", "<@U2>", "not an AI", "step 5 of 6", "Asked by <@U1>", "6 days left", "vibe.approve", Some.WaitingCard().Target.ToString() })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_Queued_ShowsPlaceWaitAndReason()
    {
        var view = new CardView { Card = Some.Card(BuildStage.Queued), Place = new LinePlace(Some.Build, 3, TimeSpan.FromMinutes(4)), WaitReason = "Both slots are busy.", Now = Some.Now };

        var text = Render(view).ToJsonString(SlackJson.Options);

        Assert.Contains("3rd in line, about 4 min. Both slots are busy.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_DestructiveButtons_AskBefore()
    {
        var blocks = Render(new CardView { Card = Some.Card(BuildStage.Parked, c => c with { Actions = [CardAction.Retry, CardAction.Discard, CardAction.Cancel] }), Now = Some.Now });

        var buttons = blocks[^1]!["elements"]!.AsArray();
        Assert.Equal([false, true, true], buttons.Select(b => b!["confirm"] is not null));
    }

    [Fact]
    public void Render_ShareThatIsNoShare_DoesNotBreakTheBar()
    {
        foreach (var share in new[] { double.NaN, -1, 7, double.PositiveInfinity })
        {
            Assert.Null(BlockRules.CheckMessage(Render(new CardView { Card = Some.Card(change: c => c with { ShareDone = share }), Now = Some.Now })));
        }
    }

    private static JsonArray Render(CardView view)
    {
        var json = SlackJson.Write(SlackCard.Render(view));
        return JsonNode.Parse(json)!.AsArray();
    }
}
