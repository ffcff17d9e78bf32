using Vibe.Chat.Outbound;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Data.Artifacts;
using Vibe.Data.Builds;
using Vibe.Data.Line;
using Vibe.Data.Outbox;
using Vibe.TestKit;

namespace Vibe.Chat.Tests.Publishing;

public sealed class OutboxPublisherTests
{
    [SkippableFact]
    public async Task Card_ThroughItsStages_IsOneMessageEdited()
    {
        await using var house = await OpenAsync();
        await house.StartAsync();

        foreach (var (stage, i) in new[] { BuildStage.Queued, BuildStage.Generating, BuildStage.Done }.Select((s, i) => (s, i)))
        {
            await house.Outbox.PublishCardAsync(Some.Card(stage: stage), i + 1, CancellationToken.None);
            await house.PublishedAsync();
        }

        Assert.Single(house.Platform.CallsOf("send"));
        Assert.Equal(2, house.Platform.CallsOf("edit").Count);
        Assert.Equal(BuildStage.Done, ((CardMessage)Assert.Single(house.Platform.Messages).Value.Message).View.Card.Stage);
        Assert.Empty(house.Platform.Searches);
    }

    [SkippableFact]
    public async Task Card_CrashBetweenSendAndRecord_IsFoundAndNotSentAgain()
    {
        await using var house = await OpenAsync();
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        var lease = await LeaseAndDieAsync(house);
        await house.Platform.SendCardAsync(new CardMessage(lease.Key, lease.Thread, View(lease), 1), CancellationToken.None);
        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 2, CancellationToken.None);

        await house.StartAsync();
        await house.PublishedAsync();

        Assert.Single(house.Platform.CallsOf("send"));
        Assert.Equal(BuildStage.Reviewing, ((CardMessage)Assert.Single(house.Platform.Messages).Value.Message).View.Card.Stage);
        Assert.Equal("card/" + Some.Build(), Assert.Single(house.Platform.Searches).Key);
        Assert.Equal("m1", (await house.Get<IBuildStore>().FindAsync(Some.Build(), CancellationToken.None))!.CardMessage);
    }

    [SkippableFact]
    public async Task Card_CrashBeforeSend_IsLookedForAndSentOnce()
    {
        await using var house = await OpenAsync();
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await LeaseAndDieAsync(house);

        await house.StartAsync();
        await house.PublishedAsync();

        Assert.Single(house.Platform.Searches);
        Assert.Single(house.Platform.CallsOf("send"));
    }

    [SkippableFact]
    public async Task Notice_CrashBetweenSendAndRecord_IsFoundAndNotSentAgain()
    {
        await using var house = await OpenAsync();
        await house.Outbox.PublishNoticeAsync(new Notice("n", Some.Build(), [Some.Bob], "Please decide."), CancellationToken.None);
        var lease = await LeaseAndDieAsync(house);
        await house.Platform.SendNoticeAsync(new NoticeMessage(lease.Key, lease.Thread, OutboxContent.ReadNotice(lease)), CancellationToken.None);

        await house.StartAsync();
        await house.PublishedAsync();

        Assert.Single(house.Platform.CallsOf("notice"));
    }

    [SkippableFact]
    public async Task Notice_TimeoutAlthoughItArrived_IsFoundAndNotSentAgain()
    {
        await using var house = await OpenAsync();
        house.Platform.After = call => call.Method == "notice" ? new DeliveryOutcome.Unavailable("timeout", MayBeDone: true) : null;
        await house.StartAsync();

        await house.Outbox.PublishNoticeAsync(new Notice("n", Some.Build(), [Some.Bob], "Please decide."), CancellationToken.None);
        await house.PublishedAsync();

        Assert.Single(house.Platform.CallsOf("notice"));
    }

    [SkippableFact]
    public async Task Notice_AdapterThrowsAfterSending_IsFoundAndNotSentAgain()
    {
        await using var house = await OpenAsync();
        house.Platform.After = call => call.Method == "notice" ? throw new InvalidOperationException("broken answer") : null;
        await house.StartAsync();

        await house.Outbox.PublishNoticeAsync(new Notice("n", Some.Build(), [], "x"), CancellationToken.None);
        await house.PublishedAsync();

        Assert.Single(house.Platform.CallsOf("notice"));
    }

    [SkippableFact]
    public async Task Recovery_PlatformCannotSay_WaitsInsteadOfSendingTwice()
    {
        await using var house = await OpenAsync();
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        var lease = await LeaseAndDieAsync(house);
        await house.Platform.SendCardAsync(new CardMessage(lease.Key, lease.Thread, View(lease), 1), CancellationToken.None);
        house.Platform.FindAnswer = new FindOutcome.Undecided(TimeSpan.FromMilliseconds(5), "ratelimited");
        await house.StartAsync();
        await Eventually.HoldsAsync(() => house.Platform.Searches.Count >= 3);
        Assert.Single(house.Platform.CallsOf("send"));

        house.Platform.FindAnswer = null;
        await house.PublishedAsync();

        Assert.Single(house.Platform.CallsOf("send"));
    }

    [SkippableFact]
    public async Task File_CrashAfterItsIdWasRecorded_GoesOnUnderThatId()
    {
        await using var house = await OpenAsync();
        var digest = await house.Get<IArtifactStore>().PutAsync("zip"u8.ToArray(), CancellationToken.None);
        await house.Outbox.PublishFileAsync(new FileDelivery("f", Some.Build(), "r.zip", digest, ""), CancellationToken.None);
        var lease = Assert.Single(await LeaseAsync(house));
        await house.Get<IOutboxLeases>().RecordProgressAsync(lease, "F77", CancellationToken.None);
        await ExpireAsync(house);

        await house.StartAsync();
        await house.PublishedAsync();

        var upload = Assert.Single(house.Platform.CallsOf("upload"));
        Assert.Equal("F77", upload.MessageId);
        Assert.Equal("zip"u8.ToArray(), ((FileMessage)upload.Message).Content.ToArray());
        Assert.Empty(house.Platform.Searches);
    }

    [SkippableFact]
    public async Task File_ContentMissing_FailsVisibly()
    {
        await using var house = await OpenAsync();
        await house.StartAsync();

        await house.Outbox.PublishFileAsync(new FileDelivery("f", Some.Build(), "r.zip", ArtifactDigest.Of([9]), ""), CancellationToken.None);

        await Eventually.TrueAsync(async () => (await house.Get<IOutboxLeases>().ListFailuresAsync(9, CancellationToken.None)).Count == 1, "the failure is listed");
    }

    [SkippableFact]
    public async Task Card_RefusedForGood_IsListedAndTheRequesterTold()
    {
        await using var house = await OpenAsync();
        house.Platform.Before = call => call.Method == "send" ? new DeliveryOutcome.Failed("not_in_channel", "Invite Vibe to the channel.") : null;
        await house.StartAsync();

        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await Eventually.HoldsAsync(() => !house.Platform.Answers.IsEmpty);

        var answer = Assert.Single(house.Platform.Answers);
        Assert.Equal((Some.Ann, "https://reply.example/2"), (answer.User, answer.ReplyTo));
        Assert.Contains("Invite Vibe to the channel.", answer.Text.ToString(), StringComparison.Ordinal);
        Assert.Equal("not_in_channel", Assert.Single(await house.Get<IOutboxLeases>().ListFailuresAsync(9, CancellationToken.None)).Code);
        house.Platform.Before = _ => null;
        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 2, CancellationToken.None);
        await house.PublishedAsync();
        Assert.Single(house.Platform.Messages);
    }

    [SkippableFact]
    public async Task Card_RateLimited_IsSentAfterTheWaitWithItsNewestState()
    {
        await using var house = await OpenAsync();
        var refused = 0;
        using var isNewer = new ManualResetEventSlim();
        house.Platform.Before = call =>
        {
            if (call.Method != "send" || Interlocked.Increment(ref refused) != 1)
            {
                return null;
            }

            // The platform takes its time to refuse: meanwhile the card has a newer state.
            Assert.True(isNewer.Wait(Eventually.Patience));
            return new DeliveryOutcome.RateLimited(TimeSpan.FromMilliseconds(200), RateScope.Channel);
        };
        await house.StartAsync();
        var started = TimeProvider.System.GetTimestamp();

        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await Eventually.HoldsAsync(() => Volatile.Read(ref refused) == 1);
        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 2, CancellationToken.None);
        isNewer.Set();
        await house.PublishedAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(190));
        Assert.Equal(BuildStage.Reviewing, ((CardMessage)Assert.Single(house.Platform.CallsOf("send")).Message).View.Card.Stage);
        Assert.Empty(house.Platform.CallsOf("edit"));
        Assert.Empty(house.Platform.Searches);
    }

    [SkippableFact]
    public async Task Cards_ManyRevisionsUnderALimit_AreCoalesced()
    {
        var platform = new FakePlatform { Limits = [new RateLimit(ChatMethod.Edit, RateScope.Workspace, TimeSpan.FromMilliseconds(150), 1)] };
        await using var house = await ChatHouse.OpenAsync(platform);
        await house.RegisterAsync("a");
        await house.StartAsync();
        var started = TimeProvider.System.GetTimestamp();

        for (var revision = 1; revision <= 200; revision++)
        {
            await house.Outbox.PublishCardAsync(Some.Card() with { Detail = $"{revision}" }, revision, CancellationToken.None);
        }

        await house.PublishedAsync();

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        // None at all where the first message went out after the last revision, on a loaded machine.
        Assert.InRange(platform.CallsOf("edit").Count, 0, (elapsed.TotalMilliseconds / 150) + 2);
        Assert.Equal("200", ((CardMessage)Assert.Single(platform.Messages).Value.Message).View.Card.Detail);
    }

    [SkippableFact]
    public async Task Channels_OneBusyOneQuiet_ShareTheWorkspaceLimit()
    {
        var platform = new FakePlatform { Limits = [new RateLimit(ChatMethod.Send, RateScope.Workspace, TimeSpan.FromMilliseconds(40), 1)] };
        await using var house = await ChatHouse.OpenAsync(platform);
        var builds = house.Get<IBuildStore>();
        foreach (var i in Enumerable.Range(0, 20))
        {
            await builds.RegisterAsync(Some.Registration($"busy{i}"), CancellationToken.None);
            await house.Outbox.PublishCardAsync(Some.Card($"busy{i}"), 1, CancellationToken.None);
        }

        await builds.RegisterAsync(Some.Registration("quiet", thread: Some.Channel("C2")), CancellationToken.None);
        await house.Outbox.PublishCardAsync(Some.Card("quiet"), 1, CancellationToken.None);
        await house.StartAsync();
        await house.PublishedAsync();

        var place = platform.CallsOf("send").Select((c, i) => (c.Thread.Channel, i)).Single(c => c.Channel == "C2").i;
        // First or second in turn; a thread that the machine held up may let others pass, but not all twenty.
        Assert.InRange(place, 0, 5);
        Assert.Equal(21, platform.CallsOf("send").Count);
    }

    [SkippableFact]
    public async Task Line_Moves_WaitingCardsFollowAndOthersDoNot()
    {
        await using var house = await OpenAsync("a", "b", "c");
        foreach (var name in new[] { "a", "b" })
        {
            await house.Outbox.PublishCardAsync(Some.Card(name, BuildStage.Queued), 1, CancellationToken.None);
        }

        await house.Outbox.PublishCardAsync(Some.Card("c"), 1, CancellationToken.None);
        await house.StartAsync();
        await house.PublishedAsync();

        await house.Get<ILineStore>().SaveAsync(Some.Line(1, "a", "b", "c"), CancellationToken.None);
        await Eventually.EqualAsync((1, 2, (int?)null), () => Task.FromResult((PlaceOf(house, "a") ?? 0, PlaceOf(house, "b") ?? 0, PlaceOf(house, "c"))));
        await house.Get<ILineStore>().SaveAsync(Some.Line(2, "b"), CancellationToken.None);
        await house.Outbox.PublishCardAsync(Some.Card("a"), 2, CancellationToken.None);
        await Eventually.EqualAsync(((int?)null, (int?)1), () => Task.FromResult((PlaceOf(house, "a"), PlaceOf(house, "b"))));

        Assert.Equal("Both slots are busy.", CardOf(house, "b").View.WaitReason);
        Assert.Equal(3, house.Platform.Messages.Count);
    }

    [SkippableFact]
    public async Task Line_TwoHundredWaiting_EveryCardShowsItsPlaceAtTheEnd()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"b{i}").ToArray();
        await using var house = await OpenAsync(names);
        await using var second = await house.OpenSecondAsync();
        foreach (var name in names)
        {
            await house.Outbox.PublishCardAsync(Some.Card(name, BuildStage.Queued), 1, CancellationToken.None);
        }

        await house.StartAsync();
        await second.StartAsync();
        for (var served = 0; served <= 20; served++)
        {
            await house.Get<ILineStore>().SaveAsync(Some.Line(served + 1, names[served..]), CancellationToken.None);
        }

        await Eventually.PassesAsync(() =>
        {
            Assert.All(names[20..].Select((name, i) => (name, i)), n => Assert.Equal(n.i + 1, PlaceOf(house, n.name)));
            return Task.CompletedTask;
        });
        Assert.Equal(200, house.Platform.CallsOf("send").Count);
    }

    [SkippableFact]
    public async Task Publishers_TwoProcesses_SendEachThingOnce()
    {
        var names = Enumerable.Range(0, 60).Select(i => $"b{i}").ToArray();
        await using var house = await OpenAsync(names);
        await using var second = await house.OpenSecondAsync();
        await house.StartAsync();
        await second.StartAsync();

        foreach (var name in names)
        {
            await house.Outbox.PublishCardAsync(Some.Card(name), 1, CancellationToken.None);
            await house.Outbox.PublishNoticeAsync(new Notice(name, Some.Build(name), [], "Look."), CancellationToken.None);
        }

        await house.PublishedAsync();

        Assert.Equal(60, house.Platform.CallsOf("send").Count);
        Assert.Equal(60, house.Platform.CallsOf("notice").Count);
        Assert.All(house.Platform.CallsOf("notice"), notice => Assert.NotNull(notice.Thread.Thread));
    }

    [SkippableFact]
    public async Task Row_OfAnotherPlatform_IsLeftToItsAdapter()
    {
        await using var house = await ChatHouse.OpenAsync(new FakePlatform { Platform = ChatPlatform.Web });
        await house.RegisterAsync("a");
        await house.StartAsync();
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);

        Assert.Empty(await house.Get<IOutboxLeases>().LeaseAsync(
            new OutboxLeaseRequest { Platforms = [ChatPlatform.Web], Count = 9, PerChannel = 9, Duration = TimeSpan.FromMinutes(1) }, CancellationToken.None));
        Assert.Single(await LeaseAsync(house));
        Assert.Empty(house.Platform.Calls);
    }

    [SkippableFact]
    public async Task Stop_AmidACall_LeavesTheRowToTheNextStartWhichLooksFirst()
    {
        await using var house = await OpenAsync();
        var isStopping = new TaskCompletionSource();
        house.Platform.After = call =>
        {
            isStopping.TrySetResult();
            throw new OperationCanceledException();
        };
        await house.StartAsync();
        await house.Outbox.PublishNoticeAsync(new Notice("n", Some.Build(), [], "x"), CancellationToken.None);
        await Eventually.WithinAsync(isStopping.Task);
        await house.StopAsync();
        house.Platform.After = _ => null;

        await using var next = await house.OpenSecondAsync();
        await next.StartAsync();
        await next.PublishedAsync();

        Assert.Single(house.Platform.CallsOf("notice"));
        Assert.NotEmpty(house.Platform.Searches);
    }

    private static int? PlaceOf(ChatHouse house, string name) => CardOf(house, name).View.Place?.Place;

    private static CardMessage CardOf(ChatHouse house, string name) =>
        house.Platform.Messages.Values.Select(m => m.Message).OfType<CardMessage>().Single(m => m.View.Card.BuildId == Some.Build(name));

    private static async Task<ChatHouse> OpenAsync(params string[] names)
    {
        var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync(names.Length == 0 ? ["a"] : names);
        return house;
    }

    private static Task<IReadOnlyList<OutboxLease>> LeaseAsync(ChatHouse house) => house.Get<IOutboxLeases>().LeaseAsync(
        new OutboxLeaseRequest { Platforms = [ChatPlatform.Slack], Count = 9, PerChannel = 9, Duration = TimeSpan.FromMinutes(1) }, CancellationToken.None);

    /// <summary>What a process leaves that was killed with a row in its hands.</summary>
    private static async Task<OutboxLease> LeaseAndDieAsync(ChatHouse house)
    {
        var lease = Assert.Single(await LeaseAsync(house));
        await ExpireAsync(house);
        return lease;
    }

    private static Task ExpireAsync(ChatHouse house) => house.ExecuteAsync("update vibe.outbox set leased_until = now() - interval '1 second'");

    private static Chat.Cards.CardView View(OutboxLease lease) => new() { Card = OutboxContent.ReadCard(lease), Now = Some.Noon };
}
