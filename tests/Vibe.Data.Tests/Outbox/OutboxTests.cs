using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Builds;
using Vibe.Data.Line;
using Vibe.Data.Outbox;

namespace Vibe.Data.Tests.Outbox;

public sealed class OutboxTests
{
    [SkippableFact]
    public async Task PublishCardAsync_NewRevision_IsLeasedWithItsContent()
    {
        await using var stores = await OpenAsync("a");
        var card = Some.Card(decision: new DecisionRecord(CardAction.Approve, Some.Bob, Some.Noon, "because"));

        Assert.True(await stores.Get<IOutbox>().PublishCardAsync(card, 1, CancellationToken.None));

        var lease = Assert.Single(await LeaseAsync(stores));
        Assert.Equivalent(card, OutboxContent.ReadCard(lease), strict: true);
        Assert.Equal((OutboxKind.Card, 1L, null, false, Some.Ann), (lease.Kind, lease.Revision, lease.MessageId, lease.MayBeSent, lease.Requester));
        Assert.Equal(Some.Channel(), lease.Thread);
    }

    [SkippableFact]
    public async Task PublishCardAsync_OldOrEqualRevision_ChangesNothing()
    {
        await using var stores = await OpenAsync("a");
        var outbox = stores.Get<IOutbox>();
        await outbox.PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 5, CancellationToken.None);

        Assert.False(await outbox.PublishCardAsync(Some.Card(stage: BuildStage.Done), 5, CancellationToken.None));
        Assert.False(await outbox.PublishCardAsync(Some.Card(stage: BuildStage.Done), 4, CancellationToken.None));

        Assert.Equal(BuildStage.Reviewing, OutboxContent.ReadCard(Assert.Single(await LeaseAsync(stores))).Stage);
        Assert.Equal(BuildStage.Reviewing, (await stores.Get<IBuildStore>().FindAsync(Some.Build(), CancellationToken.None))!.Stage);
    }

    /// <summary>The insertion sees no row of that key although there is one, as PostgreSQL's may while another process changes the row.</summary>
    [SkippableFact]
    public async Task PublishCardAsync_RowMissedWhileItChanges_IsDeclaredAtTheNextLook()
    {
        await using var stores = await OpenAsync("a");
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await stores.ExecuteAsync("create sequence looks");
        await stores.ExecuteAsync(
            """
            create function miss() returns trigger language plpgsql as $$
            begin
                if nextval('looks') = 1 then
                    raise exception 'missed' using errcode = 'unique_violation', constraint = 'outbox_card';
                end if;
                return new;
            end $$
            """);
        await stores.ExecuteAsync("create trigger miss before insert on vibe.outbox for each row execute function miss()");

        Assert.True(await stores.Get<IOutbox>().PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 2, CancellationToken.None));

        Assert.Equal(BuildStage.Reviewing, OutboxContent.ReadCard(Assert.Single(await LeaseAsync(stores))).Stage);
        Assert.Equal(2, await stores.ScalarAsync<long>("select last_value from looks"));
    }

    [SkippableFact]
    public async Task RecordAsync_WhileANewerRevisionCame_LeavesTheNewerDue()
    {
        await using var stores = await OpenAsync("a");
        var (outbox, leases) = (stores.Get<IOutbox>(), stores.Get<IOutboxLeases>());
        await outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        var first = Assert.Single(await LeaseAsync(stores));
        await outbox.PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 2, CancellationToken.None);
        Assert.Empty(await LeaseAsync(stores));

        Assert.True(await leases.RecordAsync(first, new OutboxPublished(first.Revision, "m1", null), CancellationToken.None));

        var second = Assert.Single(await LeaseAsync(stores));
        Assert.Equal((2L, "m1", false), (second.Revision, second.MessageId, second.MayBeSent));
        await leases.RecordAsync(second, new OutboxPublished(second.Revision, "m1", null), CancellationToken.None);
        Assert.Empty(await LeaseAsync(stores));
        Assert.Equal("m1", (await stores.Get<IBuildStore>().FindAsync(Some.Build(), CancellationToken.None))!.CardMessage);
    }

    [SkippableFact]
    public async Task LeaseAsync_AfterACrashAmidSending_SaysThatItMayBeSent()
    {
        await using var stores = await OpenAsync("a");
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        var crashed = Assert.Single(await LeaseAsync(stores));
        await ExpireAsync(stores);

        var next = Assert.Single(await LeaseAsync(stores));

        Assert.True(next.MayBeSent);
        Assert.False(await stores.Get<IOutboxLeases>().RecordAsync(crashed, new OutboxPublished(1, "m1", null), CancellationToken.None));
    }

    [SkippableFact]
    public async Task ReleaseAsync_Untried_IsNotTakenForSent()
    {
        await using var stores = await OpenAsync("a");
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 1, CancellationToken.None);

        await stores.Get<IOutboxLeases>().ReleaseAsync(await LeaseAsync(stores), CancellationToken.None);

        Assert.False(Assert.Single(await LeaseAsync(stores)).MayBeSent);
    }

    [SkippableFact]
    public async Task PublishNoticeAsync_SameKeyTwice_IsSentOnceAndAfterItsCard()
    {
        await using var stores = await OpenAsync("a");
        var (outbox, leases) = (stores.Get<IOutbox>(), stores.Get<IOutboxLeases>());
        await outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await outbox.PublishCardAsync(Some.Card(stage: BuildStage.AwaitingApproval), 2, CancellationToken.None);

        Assert.True(await outbox.PublishNoticeAsync(Some.Notice(), CancellationToken.None));
        Assert.False(await outbox.PublishNoticeAsync(Some.Notice(), CancellationToken.None));

        var card = Assert.Single(await LeaseAsync(stores));
        Assert.Equal(OutboxKind.Card, card.Kind);
        await leases.RecordAsync(card, new OutboxPublished(card.Revision, "m1", null), CancellationToken.None);
        var notice = Assert.Single(await LeaseAsync(stores));
        Assert.Equal((OutboxKind.Notice, Some.Channel(thread: "m1")), (notice.Kind, notice.Thread));
        Assert.Equivalent(Some.Notice(), OutboxContent.ReadNotice(notice), strict: true);
        await leases.RecordAsync(notice, new OutboxPublished(1, "m2", null), CancellationToken.None);
        Assert.Empty(await LeaseAsync(stores));
        Assert.Equal("m1", (await stores.Get<IBuildStore>().FindAsync(Some.Build(), CancellationToken.None))!.CardMessage);
    }

    [SkippableFact]
    public async Task PublishFileAsync_InAThreadThatWasAskedIn_GoesThere()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.Get<IBuildStore>().RegisterAsync(Some.Registration(thread: Some.Channel(thread: "root")), CancellationToken.None);

        await stores.Get<IOutbox>().PublishFileAsync(Some.File(), CancellationToken.None);

        var lease = Assert.Single(await LeaseAsync(stores));
        Assert.Equal((OutboxKind.File, Some.Channel(thread: "root"), null), (lease.Kind, lease.Thread, lease.Progress));
        Assert.Equivalent(Some.File(), OutboxContent.ReadFile(lease), strict: true);
        Assert.True(await stores.Get<IOutboxLeases>().RecordProgressAsync(lease, "F1", CancellationToken.None));
        await ExpireAsync(stores);
        Assert.Equal("F1", Assert.Single(await LeaseAsync(stores)).Progress);
    }

    [SkippableFact]
    public async Task LeaseAsync_MixedWork_TakesTheMostUrgentFirst()
    {
        await using var stores = await OpenAsync("wait2", "progress", "first", "end", "wait1");
        var (outbox, leases) = (stores.Get<IOutbox>(), stores.Get<IOutboxLeases>());
        foreach (var name in new[] { "wait2", "progress", "end", "wait1" })
        {
            await outbox.PublishCardAsync(Some.Card(name, BuildStage.Queued), 1, CancellationToken.None);
        }

        foreach (var shown in await LeaseAsync(stores))
        {
            await leases.RecordAsync(shown, new OutboxPublished(1, $"m{shown.Id}", null), CancellationToken.None);
        }

        await outbox.PublishCardAsync(Some.Card("progress", BuildStage.Reviewing), 2, CancellationToken.None);
        await outbox.PublishCardAsync(Some.Card("first"), 1, CancellationToken.None);
        await outbox.PublishCardAsync(Some.Card("end", BuildStage.Rejected), 2, CancellationToken.None);
        await stores.Get<ILineStore>().SaveAsync(Some.Line(1, "wait1", "wait2"), CancellationToken.None);

        var order = (await LeaseAsync(stores)).Select(l => (l.BuildId, l.Rank)).ToArray();

        Assert.Equal(
            [(Some.Build("end"), 0), (Some.Build("first"), 1), (Some.Build("progress"), 2), (Some.Build("wait1"), 3), (Some.Build("wait2"), 3)],
            order);
    }

    [SkippableFact]
    public async Task LeaseAsync_LineMoved_HandsOutWaitingCardsOnceForEachChange()
    {
        await using var stores = await OpenAsync("a", "b");
        var (outbox, leases, lines) = (stores.Get<IOutbox>(), stores.Get<IOutboxLeases>(), stores.Get<ILineStore>());
        await outbox.PublishCardAsync(Some.Card("a", BuildStage.Queued), 1, CancellationToken.None);
        await outbox.PublishCardAsync(Some.Card("b"), 1, CancellationToken.None);
        foreach (var shown in await LeaseAsync(stores))
        {
            await leases.RecordAsync(shown, new OutboxPublished(1, $"m{shown.Id}", shown.LineFingerprint), CancellationToken.None);
        }

        await lines.SaveAsync(Some.Line(1, "x", "a", "b"), CancellationToken.None);
        var moved = Assert.Single(await LeaseAsync(stores));
        Assert.Equal((Some.Build("a"), "default"), (moved.BuildId, moved.Pool));
        await leases.RecordAsync(moved, new OutboxPublished(1, moved.MessageId!, moved.LineFingerprint), CancellationToken.None);
        Assert.Empty(await LeaseAsync(stores));

        Assert.False(await lines.SaveAsync(Some.Line(1, "a"), CancellationToken.None));
        Assert.Empty(await LeaseAsync(stores));
        await lines.SaveAsync(Some.Line(2, "a", "b"), CancellationToken.None);
        Assert.Single(await LeaseAsync(stores));
    }

    [SkippableFact]
    public async Task LeaseAsync_NoLongerInLine_DoesNotFlicker()
    {
        await using var stores = await OpenAsync("a");
        var leases = stores.Get<IOutboxLeases>();
        await stores.Get<ILineStore>().SaveAsync(Some.Line(1, "a"), CancellationToken.None);
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card("a", BuildStage.Queued), 1, CancellationToken.None);
        var lease = Assert.Single(await LeaseAsync(stores));
        Assert.NotNull(lease.LineFingerprint);
        await leases.RecordAsync(lease, new OutboxPublished(1, "m1", lease.LineFingerprint), CancellationToken.None);

        await stores.Get<ILineStore>().SaveAsync(Some.Line(2), CancellationToken.None);

        Assert.Empty(await LeaseAsync(stores));
    }

    [SkippableFact]
    public async Task LeaseAsync_BusyChannel_LeavesRoomForOthers()
    {
        await using var stores = await Stores.OpenAsync();
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await stores.Get<IBuildStore>().RegisterAsync(Some.Registration(name, thread: Some.Channel(name == "d" ? "C2" : "C1")), CancellationToken.None);
            await stores.Get<IOutbox>().PublishCardAsync(Some.Card(name), 1, CancellationToken.None);
        }

        var leased = await stores.Get<IOutboxLeases>().LeaseAsync(Some.Lease(perChannel: 1), CancellationToken.None);

        Assert.Equal([Some.Build("a"), Some.Build("d")], leased.Select(l => l.BuildId));
    }

    [SkippableFact]
    public async Task LeaseAsync_ClosedScope_IsPassedOver()
    {
        await using var stores = await OpenAsync("a", "b");
        var (outbox, leases) = (stores.Get<IOutbox>(), stores.Get<IOutboxLeases>());
        await outbox.PublishCardAsync(Some.Card("a"), 1, CancellationToken.None);
        var shown = Assert.Single(await LeaseAsync(stores));
        await leases.RecordAsync(shown, new OutboxPublished(1, "m1", null), CancellationToken.None);
        await outbox.PublishCardAsync(Some.Card("a", BuildStage.Reviewing), 2, CancellationToken.None);
        await outbox.PublishCardAsync(Some.Card("b"), 1, CancellationToken.None);

        var withoutEdits = await leases.LeaseAsync(Some.Lease(closed: OutboxScopes.Workspace(OutboxScopes.Edit, Some.Channel())), CancellationToken.None);
        await leases.ReleaseAsync(withoutEdits, CancellationToken.None);
        var withoutSends = await leases.LeaseAsync(Some.Lease(closed: OutboxScopes.Channel(OutboxScopes.Send, Some.Channel())), CancellationToken.None);

        Assert.Equal(Some.Build("b"), Assert.Single(withoutEdits).BuildId);
        Assert.Equal(Some.Build("a"), Assert.Single(withoutSends).BuildId);
    }

    [SkippableFact]
    public async Task FailAsync_Card_IsVisibleAndItsNextRevisionIsTried()
    {
        await using var stores = await OpenAsync("a");
        var (outbox, leases) = (stores.Get<IOutbox>(), stores.Get<IOutboxLeases>());
        await outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);

        await leases.FailAsync(Assert.Single(await LeaseAsync(stores)), "not_in_channel", "Invite the bot.", CancellationToken.None);

        Assert.Empty(await LeaseAsync(stores));
        var failure = Assert.Single(await leases.ListFailuresAsync(10, CancellationToken.None));
        Assert.Equal(("not_in_channel", "Invite the bot.", Some.Build()), (failure.Code, failure.Reason, failure.BuildId));
        await outbox.PublishCardAsync(Some.Card(), 2, CancellationToken.None);
        Assert.Single(await LeaseAsync(stores));
        Assert.Empty(await leases.ListFailuresAsync(10, CancellationToken.None));
    }

    [SkippableFact]
    public async Task FailAsync_WhileANewerRevisionCame_TriesTheNewer()
    {
        await using var stores = await OpenAsync("a");
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        var lease = Assert.Single(await LeaseAsync(stores));
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 2, CancellationToken.None);

        await stores.Get<IOutboxLeases>().FailAsync(lease, "msg_too_long", "x", CancellationToken.None);

        Assert.Equal(2, Assert.Single(await LeaseAsync(stores)).Revision);
    }

    [SkippableFact]
    public async Task ReviveAsync_FailedNotice_IsTriedAgain()
    {
        await using var stores = await OpenAsync("a");
        var leases = stores.Get<IOutboxLeases>();
        await stores.Get<IOutbox>().PublishNoticeAsync(Some.Notice(), CancellationToken.None);
        var lease = Assert.Single(await LeaseAsync(stores));
        await leases.FailAsync(lease, "x", "y", CancellationToken.None);

        Assert.True(await leases.ReviveAsync(lease.Id, CancellationToken.None));

        Assert.Single(await LeaseAsync(stores));
        Assert.False(await leases.ReviveAsync(lease.Id, CancellationToken.None));
    }

    [SkippableFact]
    public async Task RetryAsync_WithDelay_HandsOutLaterWithTheAttempt()
    {
        await using var stores = await OpenAsync("a");
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 1, CancellationToken.None);

        await stores.Get<IOutboxLeases>().RetryAsync(Assert.Single(await LeaseAsync(stores)), TimeSpan.FromHours(1), mayBeSent: true, CancellationToken.None);

        Assert.Empty(await LeaseAsync(stores));
        await stores.ExecuteAsync("update vibe.outbox set next_at = now()");
        var lease = Assert.Single(await LeaseAsync(stores));
        Assert.Equal((1, true), (lease.Attempts, lease.MayBeSent));
    }

    [SkippableFact]
    public async Task LeaseAsync_ByManyAtOnce_HandsEachRowToOne()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"b{i}").ToArray();
        await using var stores = await OpenAsync(names);
        foreach (var name in names)
        {
            await stores.Get<IOutbox>().PublishCardAsync(Some.Card(name), 1, CancellationToken.None);
        }

        var leased = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stores.Get<IOutboxLeases>().LeaseAsync(Some.Lease(), CancellationToken.None)));

        var ids = leased.SelectMany(l => l).Select(l => l.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.InRange(ids.Length, 10, 40);
    }

    private static async Task<Stores> OpenAsync(params string[] builds)
    {
        var stores = await Stores.OpenAsync();
        foreach (var name in builds)
        {
            await stores.Get<IBuildStore>().RegisterAsync(Some.Registration(name), CancellationToken.None);
        }

        return stores;
    }

    private static Task<IReadOnlyList<OutboxLease>> LeaseAsync(Stores stores) => stores.Get<IOutboxLeases>().LeaseAsync(Some.Lease(), CancellationToken.None);

    private static Task<int> ExpireAsync(Stores stores) => stores.ExecuteAsync("update vibe.outbox set leased_until = now() - interval '1 second' where leased_until is not null");
}
