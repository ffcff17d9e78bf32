using Microsoft.Extensions.Logging.Abstractions;
using Vibe.Chat.Builds;
using Vibe.Chat.Outbound;
using Vibe.Chat.Settings;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.TestKit;

namespace Vibe.Chat.Tests.Builds;

/// <summary>Builds whose workflow somebody ended in Temporal.</summary>
public sealed class EndedBuildsTests
{
    private static readonly ActionTarget Shown = Some.CardToDecide().Target;

    [SkippableFact]
    public async Task Watch_BuildsThatWereEnded_ShowItTellItOnceAndAreAudited()
    {
        await using var house = await OpenAsync("a", "b", "c");
        await using var second = await house.OpenSecondAsync();
        house.Gateway.Ended[Some.Build("a")] = new OutsideEnd(OutsideEndKind.Terminated, "cleaning\n up");
        house.Gateway.Ended[Some.Build("c")] = new OutsideEnd(OutsideEndKind.Unknown);
        await house.StartAsync();
        await second.StartAsync();

        await Eventually.HoldsAsync(() => house.Platform.CallsOf("notice").Count == 2);
        await house.PublishedAsync();

        var ended = await FindAsync(house, "a");
        Assert.Equal((BuildStage.Cancelled, true), (ended.Stage, ended.EndedAt is not null));
        Assert.Contains("somebody terminated it in Temporal (\"cleaning up\")", ended.Card!.Detail, StringComparison.Ordinal);
        Assert.Equal([CardAction.ViewArtifact], ended.Card.Actions);
        Assert.Null(ended.Card.Deadline);
        Assert.Contains("does not know it any more", (await FindAsync(house, "c")).Card!.Detail, StringComparison.Ordinal);
        Assert.Equal(BuildStage.AwaitingApproval, (await FindAsync(house, "b")).Stage);
        Assert.All(house.Platform.CallsOf("notice"), n => Assert.Equal([Some.Ann], ((NoticeMessage)n.Message).Notice.Mentions));
        Assert.Equal("Terminated", Assert.Single(await house.Get<IAuditLog>().ListAsync(Some.Build("a"), CancellationToken.None), e => e.Action == "EndedOutside").Code);
        Assert.Equal(2, await house.CountAsync("select count(*) from vibe.audit where action = 'EndedOutside'"));
    }

    [SkippableTheory]
    [InlineData(CardAction.Approve)]
    [InlineData(CardAction.RequestChanges)]
    [InlineData(CardAction.Reject)]
    [InlineData(CardAction.Cancel)]
    public async Task Click_OnABuildThatWasEnded_SaysSoAndMendsTheCard(CardAction action)
    {
        await using var house = await OpenAsync("a");
        await house.ExecuteAsync("insert into vibe.turns values ('ended-builds', now() + interval '1 hour')");
        house.Gateway.Ended[Some.Build()] = new OutsideEnd(OutsideEndKind.TimedOut);
        house.Gateway.BeforeDecide = _ => new DecideOutcome.Missing();
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Click(action, Shown), CancellationToken.None);
        await house.DispatchedAsync();
        await house.PublishedAsync();

        Assert.Contains("a time limit in Temporal ran out", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
        Assert.Empty(house.Platform.Dialogs);
        Assert.Equal(BuildStage.Cancelled, (await FindAsync(house, "a")).Stage);
        Assert.Single(house.Platform.CallsOf("notice"));
        Assert.Equal(1, await house.CountAsync($"select count(*) from vibe.audit where action = '{action}' and code = 'already-ended'"));
    }

    [SkippableFact]
    public async Task MendAsync_BuildThatTemporalDoesNotKnow_IsBelievedAfterAWhileOnly()
    {
        await using var house = await OpenAsync("a");
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var ended = new EndedBuilds(
            house.Gateway, house.Get<IBuildStore>(), house.Get<IBuildEnds>(), new DispatchOptions { BelieveUnknown = TimeSpan.FromMinutes(15) }, time, NullLogger<EndedBuilds>.Instance);
        house.Gateway.Ended[Some.Build()] = new OutsideEnd(OutsideEndKind.Unknown);

        Assert.Null(await ended.MendAsync(Some.Build(), CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(14));
        Assert.Null(await ended.MendAsync(Some.Build(), CancellationToken.None));

        // The right address again: the time begins anew.
        house.Gateway.Ended.Remove(Some.Build(), out _);
        Assert.Null(await ended.MendAsync(Some.Build(), CancellationToken.None));
        house.Gateway.Ended[Some.Build()] = new OutsideEnd(OutsideEndKind.Unknown);
        Assert.Null(await ended.MendAsync(Some.Build(), CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(14));
        Assert.Null(await ended.MendAsync(Some.Build(), CancellationToken.None));
        Assert.Null((await FindAsync(house, "a")).EndedAt);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await ended.MendAsync(Some.Build(), CancellationToken.None));
        Assert.NotNull((await FindAsync(house, "a")).EndedAt);
    }

    [SkippableFact]
    public async Task Watch_BuildsThatHaveNotBegun_AreLeftForAsLongAsTheirEventsWait()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("new", "old");
        foreach (var name in new[] { "new", "old" })
        {
            house.Gateway.Ended[Some.Build(name)] = new OutsideEnd(OutsideEndKind.Unknown);
        }

        await house.ExecuteAsync("update vibe.builds set created_at = now() - interval '1 hour'");
        await house.ExecuteAsync($"update vibe.builds set created_at = now() - interval '2 days' where id = '{Some.Build("old")}'");
        await house.StartAsync();

        await Eventually.HoldsAsync(() => house.Platform.CallsOf("notice").Count == 1);
        await house.PublishedAsync();

        Assert.Contains("could not be started", (await FindAsync(house, "old")).Card!.Detail, StringComparison.Ordinal);
        Assert.Null((await FindAsync(house, "new")).EndedAt);
    }

    [SkippableTheory]
    [InlineData(CardAction.RequestChanges)]
    [InlineData(CardAction.Reject)]
    public async Task Click_ByWhoMayNotDecide_IsRefusedBeforeWordsAreAskedFor(CardAction action)
    {
        await using var house = await OpenAsync("a");
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Click(action, Shown, user: Some.Ann), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Empty(house.Platform.Dialogs);
        Assert.Contains("somebody else decides on it", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Click_OnAnOldCard_IsRefusedBeforeWordsAreAskedFor()
    {
        await using var house = await OpenAsync("a");
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Reject, Shown with { Round = 7 }), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Empty(house.Platform.Dialogs);
        Assert.Contains("out of date", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    private static async Task<BuildRecord> FindAsync(ChatHouse house, string name) => (await house.Get<IBuildStore>().FindAsync(Some.Build(name), CancellationToken.None))!;

    /// <summary>Builds that wait for a decision, registered a while ago.</summary>
    private static async Task<ChatHouse> OpenAsync(params string[] names)
    {
        var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync(names);
        foreach (var name in names)
        {
            await house.Outbox.PublishCardAsync(Some.CardToDecide(name), CardRevisions.Step, CancellationToken.None);
            house.Gateway.Started[Some.Build(name)] = Some.Input(name);
        }

        await house.ExecuteAsync("update vibe.builds set created_at = now() - interval '1 hour'");
        return house;
    }
}
