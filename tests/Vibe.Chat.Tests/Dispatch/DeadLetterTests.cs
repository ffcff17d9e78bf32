using Vibe.Chat.Builds;
using Vibe.Chat.Outbound;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Builds;
using Vibe.Data.Troubles;
using Vibe.TestKit;

namespace Vibe.Chat.Tests.Dispatch;

/// <summary>What was given up, and is tried again or let go by those who run Vibe.</summary>
public sealed class DeadLetterTests
{
    [SkippableFact]
    public async Task Retry_RequestThatWasGivenUp_StartsItsBuildAndTellsTheTrueEnd()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.StartAsync();
        var isAway = true;
        house.Gateway.BeforeStart = _ => Volatile.Read(ref isAway) ? StartOutcome.Unavailable : null;
        await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None);
        var build = BuildId.FromEvent(Some.Key("Ev1").ToString());
        house.Gateway.Ended[build] = new OutsideEnd(OutsideEndKind.Unknown);
        await Eventually.HoldsAsync(async () => await house.CountAsync("select count(*) from vibe.inbox where last_error is not null") == 1);
        await house.ExecuteAsync("update vibe.inbox set received_at = now() - interval '2 days', next_at = now()");
        await house.DispatchedAsync();
        await house.PublishedAsync();
        var dead = Assert.Single(await DeadAsync(house));
        Assert.Equal(("slack/T1/Ev1", false), (dead.What, dead.IsTried));
        Assert.Equal("The workflow service cannot be reached.", dead.Reason);
        var told = house.Platform.Answers.Count;

        // It may wait again, as long as a new one.
        Assert.True(await house.Get<IDeadLetters>().RetryAsync(dead.Id, CancellationToken.None));
        await Eventually.HoldsAsync(() => house.Platform.Answers.Count > told);
        Assert.Empty(await DeadAsync(house));
        house.Gateway.Ended.Clear();
        Volatile.Write(ref isAway, false);
        await house.DispatchedAsync();

        Assert.True(house.Gateway.Started.ContainsKey(build));
        Assert.True(await house.Outbox.PublishNoticeAsync(new Notice($"{build.WorkflowId}/ended", build, [Some.Ann], "Delivered."), CancellationToken.None));
        Assert.False(await house.Get<IDeadLetters>().RetryAsync(dead.Id, CancellationToken.None));
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where action = 'RetryDead'"));
    }

    [SkippableFact]
    public async Task Discard_EventAndMessage_AreNeitherTriedNorCounted()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        house.Platform.Before = _ => new DeliveryOutcome.Failed("invalid_blocks", "Slack does not take it.");
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await house.StartAsync();
        await house.PublishedAsync();
        await house.Inbox.AcceptAsync(Some.Command("queue"), CancellationToken.None);
        await house.DispatchedAsync();
        await house.ExecuteAsync("update vibe.inbox set dead_at = now(), done_at = null");
        var dead = await DeadAsync(house);
        Assert.Equal(["event", "message"], dead.Select(d => d.Id.ToString().Split('-')[0]).Order());
        Assert.Contains(dead, d => d is { Reason: "invalid_blocks: Slack does not take it.", What: var what } && what.EndsWith(" of build #1", StringComparison.Ordinal));

        foreach (var letter in dead)
        {
            Assert.True(await house.Get<IDeadLetters>().DiscardAsync(letter.Id, CancellationToken.None));
            Assert.False(await house.Get<IDeadLetters>().DiscardAsync(letter.Id, CancellationToken.None));
        }

        Assert.Empty(await DeadAsync(house));
        Assert.True((await house.Get<ITroubleStore>().CountAsync(CancellationToken.None)).IsNone);

        // A newer card is published as ever.
        house.Platform.Before = _ => null;
        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 2, CancellationToken.None);
        await house.PublishedAsync();
        Assert.Single(house.Platform.CallsOf("send"));
    }

    [SkippableFact]
    public async Task Retry_MessageThatIsRefusedUntilSomebodyMends_IsTriedAtOnce()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        house.Platform.Before = _ => new DeliveryOutcome.Blocked("not_in_channel", "Invite Vibe.");
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await house.StartAsync();
        await Eventually.HoldsAsync(async () => (await DeadAsync(house)).Count == 1);
        await house.StopAsync();
        await house.ExecuteAsync("update vibe.outbox set next_at = now() + interval '1 hour', lease_token = null, leased_until = null");
        house.Platform.Before = _ => null;
        var letter = Assert.Single(await DeadAsync(house));
        Assert.True(letter.IsTried);

        await using var next = await house.OpenSecondAsync();
        await next.StartAsync();
        Assert.True(await house.Get<IDeadLetters>().RetryAsync(letter.Id, CancellationToken.None));

        await next.PublishedAsync();
        Assert.Single(house.Platform.CallsOf("send"));
        Assert.NotNull((await house.Get<IBuildStore>().FindAsync(Some.Build(), CancellationToken.None))?.CardMessage);
    }

    private static Task<IReadOnlyList<DeadLetter>> DeadAsync(ChatHouse house) => house.Get<IDeadLetters>().ListAsync(99, CancellationToken.None);
}
