using Vibe.Chat.Builds;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Inbound;
using Vibe.Chat.Outbound;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Artifacts;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Data.Inbox;
using Vibe.Data.Texts;

namespace Vibe.Chat.Tests.Dispatch;

public sealed class InboxDispatcherTests
{
    private static readonly ActionTarget Shown = Some.CardToDecide().Target;

    [SkippableFact]
    public async Task Command_AThousandTimesTheSameEvent_IsOneBuild()
    {
        await using var house = await ChatHouse.OpenAsync();
        await using var second = await house.OpenSecondAsync();
        await house.StartAsync();
        await second.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => (i % 2 == 0 ? house : second).Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None)));
        await house.DispatchedAsync();

        var input = Assert.Single(house.Gateway.Started).Value;
        Assert.Equal((BuildId.FromEvent("slack/T1/Ev1"), 1L, Some.Ann, "default"), (input.BuildId, input.Number, input.Requester, input.Project));
        Assert.Equal("a page", await house.Get<ITextStore>().GetAsync(input.Request.Digest, CancellationToken.None));
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.builds"));
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where action = 'Build' and outcome = 'Done'"));
        Assert.Empty(house.Platform.Answers);
    }

    [SkippableFact]
    public async Task Click_AHundredTimes_IsOneDecisionAndTheOthersAreToldAndAudited()
    {
        await using var house = await OpenWithCardAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => house.Inbox.AcceptAsync(Some.Click(CardAction.Approve, Shown, $"Click{i}"), CancellationToken.None)));
        await house.DispatchedAsync();

        Assert.Equal(1, house.Gateway.AcceptedDecisions);
        Assert.Equal(100, house.Platform.Answers.Count);
        Assert.Single(house.Platform.Answers, a => a.Text.ToString().StartsWith("Approve it is.", StringComparison.Ordinal));
        var audited = await house.Get<IAuditLog>().ListAsync(Some.Build(), CancellationToken.None);
        Assert.Equal(99, audited.Count(e => e is { Outcome: AuditOutcome.Refused, Code: "already-decided", Action: "Approve" }));
        Assert.All(house.Gateway.Asked, asked => Assert.Equal((Some.Bob, 1, Shown.Digest), (asked.Input.By, asked.Input.Round, asked.Input.Digest)));
    }

    [SkippableFact]
    public async Task Event_OfAProcessThatDied_IsTakenUpByAnother()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None);
        Assert.Single(await house.Get<IInboxStore>().LeaseAsync(10, TimeSpan.FromMilliseconds(1), CancellationToken.None));

        await house.StartAsync();
        await house.DispatchedAsync();

        Assert.Single(house.Gateway.Started);
    }

    [SkippableFact]
    public async Task Build_HandledTwice_IsStartedOnceUnderOneNumber()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None);
        await house.StartAsync();
        await house.DispatchedAsync();

        await house.ExecuteAsync("update vibe.inbox set done_at = null, answers = 0");
        await house.DispatchedAsync();

        Assert.Equal(1L, Assert.Single(house.Gateway.Started).Value.Number);
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.builds"));
    }

    [SkippableFact]
    public async Task Decision_WorkerAway_TellsAndGoesOnByItself()
    {
        await using var house = await OpenWithCardAsync();
        var away = 3;
        house.Gateway.BeforeDecide = _ => Interlocked.Decrement(ref away) >= 0 ? new DecideOutcome.NotReached() : null;

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Approve, Shown), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Equal(4, house.Gateway.Asked.Count);
        Assert.Single(house.Gateway.Asked.Select(a => a.EventKey).Distinct());
        Assert.Equal(2, house.Platform.Answers.Count);
        Assert.Contains("worker is away", house.Platform.Answers.First().Text.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Approve it is.", house.Platform.Answers.Last().Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Decision_TooManyAtOnce_TellsSoAndIsTakenLater()
    {
        await using var house = await OpenWithCardAsync();
        var busy = 2;
        house.Gateway.BeforeDecide = _ => Interlocked.Decrement(ref busy) >= 0 ? new DecideOutcome.Busy() : null;

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Approve, Shown), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Equal(2, house.Platform.Answers.Count);
        Assert.StartsWith("Received. Many people are deciding", house.Platform.Answers.First().Text.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Approve it is.", house.Platform.Answers.Last().Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Queue_SomethingGivenUp_SaysHowMuchAndWhatToDo()
    {
        await using var house = await OpenWithCardAsync();
        await house.Inbox.AcceptAsync(Some.Command("queue", "0"), CancellationToken.None);
        await house.DispatchedAsync();
        await house.ExecuteAsync("update vibe.inbox set dead_at = now()");
        await house.ExecuteAsync("update vibe.outbox set failed_at = now(), failure_code = 'x', failure = 'y'");

        await house.Inbox.AcceptAsync(Some.Command("queue", "1"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Contains("1 event could not be carried out and 1 message could not be shown. Vibe's log names each", house.Platform.Answers.Last().Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Build_ServiceAway_TellsOnceAndStartsLater()
    {
        await using var house = await ChatHouse.OpenAsync();
        var away = 3;
        house.Gateway.BeforeStart = _ => Interlocked.Decrement(ref away) >= 0 ? StartOutcome.Unavailable : null;
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Single(house.Gateway.Started);
        Assert.Single(house.Platform.Answers);
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.builds"));
    }

    [SkippableFact]
    public async Task Build_GuestByThePlatform_IsRefusedBeforeAnythingBegins()
    {
        await using var house = await ChatHouse.OpenAsync(new FakePlatform { People = user => new ChatPerson(user, "Guest", IsGuest: true) });
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("build a page") with { IsGuest = null }, CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Empty(house.Gateway.Started);
        Assert.Contains("Guests", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await house.CountAsync("select count(*) from vibe.builds"));
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where outcome = 'Refused' and code = 'not-a-requester'"));
    }

    [SkippableFact]
    public async Task Build_PlatformDoesNotSayWho_WaitsUntilItDoes()
    {
        var asked = 0;
        await using var house = await ChatHouse.OpenAsync(
            new FakePlatform { People = user => Interlocked.Increment(ref asked) < 3 ? null : new ChatPerson(user, "Ann", IsGuest: false) });
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("build a page") with { IsGuest = null }, CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Single(house.Gateway.Started);
    }

    [SkippableFact]
    public async Task Event_ThatAlwaysFails_IsGivenUpVisiblyAndOthersGoOn()
    {
        await using var house = await ChatHouse.OpenAsync();
        house.Gateway.BeforeStart = input => input.Requester == Some.Bob ? throw new InvalidOperationException("broken") : null;
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("build a page", "bad", Some.Bob), CancellationToken.None);
        await house.Inbox.AcceptAsync(Some.Command("build a page", "good"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Single(house.Gateway.Started);
        var dead = Assert.Single(await house.Get<IInboxStore>().ListDeadAsync(10, CancellationToken.None));
        Assert.Equal((3, "bad"), (dead.Attempts, dead.Key.EventId));
        Assert.Contains("broken", dead.Error, StringComparison.Ordinal);
        Assert.Contains("not tried any more", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Event_ThatCannotBeRead_IsGivenUp()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.Get<IInboxStore>().StoreAsync(new InboxEntry(Some.Key("x"), "no json"), CancellationToken.None);
        await house.StartAsync();

        await house.DispatchedAsync();

        Assert.Single(await house.Get<IInboxStore>().ListDeadAsync(10, CancellationToken.None));
    }

    [SkippableTheory]
    [InlineData(CardAction.RequestChanges, typeof(ChatDialog.AskChanges))]
    [InlineData(CardAction.Reject, typeof(ChatDialog.AskReason))]
    public async Task Click_ThatWantsWords_OpensTheDialog(CardAction action, Type expected)
    {
        await using var house = await OpenWithCardAsync();

        await house.Inbox.AcceptAsync(Some.Click(action, Shown), CancellationToken.None);
        await house.DispatchedAsync();

        var dialog = Assert.Single(house.Platform.Dialogs);
        Assert.IsType(expected, dialog);
        Assert.Equal((Some.Bob, "trigger-Click1"), (dialog.User, dialog.TriggerId));
        Assert.Empty(house.Gateway.Asked);
    }

    [SkippableFact]
    public async Task Click_DialogNotOpenedInTime_SaysToPressAgain()
    {
        await using var house = await OpenWithCardAsync();
        house.Platform.Before = call => call.Method == "dialog" ? new DeliveryOutcome.Failed("expired_trigger_id", "Too late.") : null;

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Reject, Shown), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Contains("press the button again", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Dialog_SentIn_DecidesWithTheStoredWords()
    {
        await using var house = await OpenWithCardAsync();

        await house.Inbox.AcceptAsync(Some.Dialog(DialogKind.RequestChanges, " use blue ", Shown), CancellationToken.None);
        await house.DispatchedAsync();

        var (build, input, key) = Assert.Single(house.Gateway.Asked);
        Assert.Equal((Some.Build(), CardAction.RequestChanges, "slack/T1/Dialog1"), (build, input.Action, key));
        Assert.Equal("use blue", await house.Get<ITextStore>().GetAsync(input.Reason!.Digest, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Shortcut_OfAMessage_OpensTheRequestAndItsDialogBuilds()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("a page, please") with { Kind = InboundKind.Shortcut }, CancellationToken.None);
        await house.DispatchedAsync();
        Assert.Equal("a page, please", Assert.IsType<ChatDialog.AskBuild>(Assert.Single(house.Platform.Dialogs)).Prefilled);

        await house.Inbox.AcceptAsync(Some.Dialog(DialogKind.Build, "a page, please"), CancellationToken.None);
        await house.DispatchedAsync();
        Assert.Equal(Some.Channel(thread: "m1"), Assert.Single(house.Gateway.Started).Value.Thread);
    }

    [SkippableFact]
    public async Task ViewArtifact_OfTheShownDigest_ShowsExactlyThat()
    {
        await using var house = await OpenWithCardAsync();
        var saved = Assert.IsType<ArtifactSaved.Stored>(await house.Get<IArtifactStore>().SaveAsync(
            Some.Build(), 1, [new ArtifactContent("a.txt", "hello"u8.ToArray()), new ArtifactContent("b.bin", new byte[] { 0, 255 })], CancellationToken.None));

        await house.Inbox.AcceptAsync(Some.Click(CardAction.ViewArtifact, new ActionTarget(Some.Build(), 1, saved.Summary.Digest), "1"), CancellationToken.None);
        await house.DispatchedAsync();
        await house.Inbox.AcceptAsync(Some.Click(CardAction.ViewArtifact, new ActionTarget(Some.Build(), 1, ArtifactDigest.Of([7])), "2"), CancellationToken.None);
        await house.DispatchedAsync();

        var view = Assert.IsType<ChatDialog.ShowArtifact>(Assert.Single(house.Platform.Dialogs)).Artifact;
        Assert.Equal((saved.Summary.Digest, 2), (view.Digest, view.Files.Count));
        Assert.Equal(["hello", null], view.Files.Select(f => f.Text));
        Assert.Contains("nothing to show", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where action = 'ViewArtifact'"));
    }

    [SkippableFact]
    public async Task Click_OnABuildOfAnotherWorkspace_IsRefused()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.Get<IBuildStore>().RegisterAsync(Some.Registration(thread: Some.Channel(workspace: "T2")), CancellationToken.None);
        await house.StartAsync();

        foreach (var action in new[] { CardAction.Approve, CardAction.Reject, CardAction.ViewArtifact })
        {
            await house.Inbox.AcceptAsync(Some.Click(action, Shown, $"{action}"), CancellationToken.None);
        }

        await house.DispatchedAsync();
        Assert.Empty(house.Gateway.Asked);
        Assert.Empty(house.Platform.Dialogs);
        Assert.Equal(3, house.Platform.Answers.Count);
    }

    [SkippableFact]
    public async Task Decision_BuildEnded_SaysHow()
    {
        await using var house = await OpenWithCardAsync();
        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Rejected), 2, CancellationToken.None);
        house.Gateway.BeforeDecide = _ => new DecideOutcome.Missing();

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Approve, Shown), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Contains("rejected", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where code = 'already-ended'"));
    }

    [SkippableFact]
    public async Task Approve_Typed_IsBoundToWhatTheCardShows()
    {
        await using var house = await OpenWithCardAsync();

        await house.Inbox.AcceptAsync(Some.Command("approve #1", user: Some.Bob), CancellationToken.None);
        await house.DispatchedAsync();

        var asked = Assert.Single(house.Gateway.Asked);
        Assert.Equal((CardAction.Approve, Shown.Round, Shown.Digest), (asked.Input.Action, asked.Input.Round, asked.Input.Digest));
        Assert.Contains(Shown.Digest!.Value.Abbreviated, Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    private static async Task<ChatHouse> OpenWithCardAsync()
    {
        var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        await house.Outbox.PublishCardAsync(Some.CardToDecide(), 1, CancellationToken.None);
        await house.StartAsync();
        await house.PublishedAsync();
        return house;
    }
}
