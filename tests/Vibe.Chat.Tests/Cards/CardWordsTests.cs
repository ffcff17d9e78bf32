using Vibe.Chat.Cards;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Cards;
using Vibe.Core.Reviews;

namespace Vibe.Chat.Tests.Cards;

public sealed class CardWordsTests
{
    [Theory]
    [InlineData(BuildStage.Reviewing, "Reviewing code · step 3 of 6")]
    [InlineData(BuildStage.Done, "Delivered")]
    [InlineData(BuildStage.Parked, "Parked after failures")]
    public void Stage_OfACard_SaysTheStep(BuildStage stage, string expected) => Assert.Equal(expected, CardWords.Stage(Some.Card(stage: stage)));

    [Theory]
    [InlineData(1, 30, "Next in line, about 30 s. Busy.")]
    [InlineData(2, 120, "2nd in line, about 2 min. Busy.")]
    [InlineData(3, null, "3rd in line. Busy.")]
    [InlineData(11, null, "11th in line. Busy.")]
    [InlineData(21, null, "21st in line. Busy.")]
    [InlineData(112, null, "112th in line. Busy.")]
    public void Wait_InLine_SaysPlaceWaitAndReason(int place, int? seconds, string expected)
    {
        var view = View(Some.Card(stage: BuildStage.Queued)) with
        {
            Place = new LinePlace(Some.Build(), place, seconds is { } s ? TimeSpan.FromSeconds(s) : null),
            WaitReason = "Busy.",
        };

        Assert.Equal(expected, CardWords.Wait(view));
        Assert.Equal("", CardWords.Wait(view with { Card = Some.Card() }));
    }

    [Fact]
    public void Time_OfARunningAndAnEndedBuild_DiffersInWords()
    {
        Assert.Equal("10 min so far, about 4 min expected", CardWords.Time(View(Some.Card() with { Expected = TimeSpan.FromMinutes(4) })));
        Assert.Equal("took 5 min", CardWords.Time(View(Some.Card(stage: BuildStage.Done))));
    }

    [Fact]
    public void Model_SampleLocalAndPriced_SaysWhatItCosts()
    {
        Assert.Equal("", CardWords.Model(Some.Card()));
        Assert.Contains("not an AI", CardWords.Model(Some.Card() with { Model = new ModelUse("sample", "sample", 1, 1, 0) }), StringComparison.Ordinal);
        Assert.Equal("llama · 1,204 tokens in, 3 out · local, no cost", CardWords.Model(Some.Card() with { Model = new ModelUse("llama", "ollama", 1204, 3, 0) }));
        Assert.Equal("gpt · 1 tokens in, 3 out · $0.0412", CardWords.Model(Some.Card() with { Model = new ModelUse("gpt", "openai", 1, 3, 0.0412m) }));
        Assert.EndsWith("price not known", CardWords.Model(Some.Card() with { Model = new ModelUse("gpt", "openai", 1, 3, null) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Review_NotCompleted_SaysThatNobodyHasLooked()
    {
        Assert.StartsWith("Not reviewed: too slow.", CardWords.Review(Some.Card() with { Review = new ReviewSummary([], false, "too slow") }), StringComparison.Ordinal);
        Assert.Equal("Review: nothing found.", CardWords.Review(Some.Card() with { Review = new ReviewSummary([], true, null) }));
        Assert.Equal(
            "Review: 1 blocking finding, 2 warnings. Fine otherwise.",
            CardWords.Review(Some.Card() with
            {
                Review = new ReviewSummary(
                    [new Finding(FindingSeverity.Blocking, null, "x"), new Finding(FindingSeverity.Warning, null, "y"), new Finding(FindingSeverity.Warning, null, "z")], true, "Fine otherwise."),
            }));
    }

    [Fact]
    public void WaitingFor_ApproversOrAnyone_NamesThem()
    {
        Assert.Equal("Waiting for slack:U_BOB, for 9 min now, 7 days left", CardWords.WaitingFor(View(Some.CardToDecide())).ToString());
        Assert.Equal("Waiting for anyone but slack:U_ANN", CardWords.WaitingFor(View(Some.CardToDecide() with { WaitingFor = null, Deadline = null })).ToString());
        Assert.Empty(CardWords.WaitingFor(View(Some.Card())).Spans);
    }

    [Fact]
    public void Decision_WithReason_HasItOnTheNextLine() =>
        Assert.Equal(
            "Rejected by slack:U_BOB\ntoo slow",
            CardWords.Decision(Some.Card() with { Decision = new DecisionRecord(CardAction.Reject, Some.Bob, Some.Noon, "too slow") }).ToString());

    [Fact]
    public void Artifact_OfACard_SaysRoundFilesSizeAndDigest()
    {
        var artifact = new ArtifactSummary(ArtifactDigest.Of([1]), 2, [new ArtifactFile("a", 4100, ArtifactDigest.Of([2]))]);

        Assert.Equal($"Round 2 · 1 file, 4.1 kB · {artifact.Digest.Abbreviated}", CardWords.Artifact(Some.Card() with { Artifact = artifact }));
    }

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(89, "89 s")]
    [InlineData(91, "2 min")]
    [InlineData(5399, "90 min")]
    [InlineData(7200, "2 h")]
    [InlineData(604_800, "7 days")]
    public void Roughly_Seconds_IsOneUnit(int seconds, string expected) => Assert.Equal(expected, Durations.Roughly(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Label_OfEveryAction_IsThere() => Assert.All(Enum.GetValues<CardAction>(), action => Assert.NotEmpty(CardWords.Label(action)));

    private static CardView View(BuildCard card) => new() { Card = card, Now = Some.Noon.AddMinutes(10) };
}
