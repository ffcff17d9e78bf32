using System.Text;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Outbound;
using Vibe.Chat.Texts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Slack.Messages;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests;

public sealed class SlackPlatformTests : IAsyncLifetime
{
    private SlackApp? _app;

    private SlackApp App => _app ?? throw new InvalidOperationException("Not started.");

    private SlackPlatform Platform => App.Platform;

    public async Task InitializeAsync() => _app = await SlackApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();

    [Fact]
    public async Task Cards_SentAndEdited_StayOneMessage()
    {
        var sent = Assert.IsType<DeliveryOutcome.Delivered>(await Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None));
        var edited = Assert.IsType<DeliveryOutcome.Delivered>(await Platform.EditCardAsync(Some.Message(Some.Card(BuildStage.Done), revision: 2), sent.MessageId, CancellationToken.None));

        var message = Assert.Single(App.Slack.State.Messages);
        Assert.Equal((message.Ts, message.Ts, 1), (sent.MessageId, edited.MessageId, message.Edits));
        Assert.Contains("Delivered", message.AllText, StringComparison.Ordinal);
        Assert.Equal("card/1", message.Metadata!["event_payload"]!["key"]!.ToString());
        Assert.Equal("2", message.Metadata["event_payload"]!["revision"]!.ToString());
    }

    [Fact]
    public async Task Cards_InAThread_AreReplies()
    {
        var root = App.Slack.State.Write("C1", "U1", "root");

        await Platform.SendCardAsync(Some.Message(Some.Card(), thread: Some.Thread(root.Ts)), CancellationToken.None);

        Assert.Equal(root.Ts, App.Slack.State.Messages[1].ThreadTs);
    }

    [Fact]
    public async Task Notices_Sent_MentionPeopleAndEscapeWords()
    {
        var root = App.Slack.State.Write("C1", "U1", "root");
        var notice = new Notice("n/1", Some.Build, [new UserRef(ChatPlatform.Slack, "U2"), new UserRef(ChatPlatform.Web, "eve")], "Ready <!channel> & waiting");

        Assert.IsType<DeliveryOutcome.Delivered>(await Platform.SendNoticeAsync(new NoticeMessage("n/1", Some.Thread(root.Ts), notice), CancellationToken.None));

        Assert.Equal("<@U2> web:eve Ready &lt;!channel&gt; &amp; waiting", App.Slack.State.Messages[1].Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FindMessage_AfterACrashBetweenSendAndRecord_FindsItByItsKey(bool isInThread)
    {
        var root = App.Slack.State.Write("C1", "U1", "root");
        var thread = Some.Thread(isInThread ? root.Ts : null);
        var before = TimeProvider.System.GetUtcNow();
        Assert.IsType<FindOutcome.Missing>(await Platform.FindMessageAsync(new MessageSearch("card/1", thread, before), CancellationToken.None));
        App.Slack.FailNext("chat.postMessage", SlackFault.DoneThenReset());

        var lost = Assert.IsType<DeliveryOutcome.Unavailable>(await Platform.SendCardAsync(Some.Message(Some.Card(), thread: thread), CancellationToken.None));
        for (var i = 0; i < 450; i++)
        {
            App.Slack.State.Write("C1", "U1", $"chatter {i}", isInThread ? root.Ts : null);
        }

        Assert.True(lost.MayBeDone);
        var found = Assert.IsType<FindOutcome.Found>(await Platform.FindMessageAsync(new MessageSearch("card/1", thread, before), CancellationToken.None));
        Assert.Equal(App.Slack.State.Messages[1].Ts, found.MessageId);
        Assert.IsType<FindOutcome.Missing>(await Platform.FindMessageAsync(new MessageSearch("card/2", thread, before), CancellationToken.None));
    }

    [Fact]
    public async Task FindMessage_ThatCannotLookNow_IsUndecided()
    {
        App.Slack.FailNext("conversations.history", SlackFault.RateLimited(TimeSpan.FromSeconds(9)), SlackFault.Http(500), SlackFault.Error("missing_scope"));
        var search = new MessageSearch("card/1", Some.Thread(), Some.Now);

        Assert.Equal(TimeSpan.FromSeconds(9), Assert.IsType<FindOutcome.Undecided>(await Platform.FindMessageAsync(search, CancellationToken.None)).RetryAfter);
        Assert.IsType<FindOutcome.Undecided>(await Platform.FindMessageAsync(search, CancellationToken.None));
        Assert.Equal("missing_scope", Assert.IsType<FindOutcome.Undecided>(await Platform.FindMessageAsync(search, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Send_EachFailure_IsItsOutcome()
    {
        (SlackFault Fault, DeliveryOutcome Expected)[] cases =
        [
            (SlackFault.RateLimited(TimeSpan.FromSeconds(4)), new DeliveryOutcome.RateLimited(TimeSpan.FromSeconds(4), RateScope.Channel)),
            (SlackFault.Error("rate_limited"), new DeliveryOutcome.RateLimited(TimeSpan.FromSeconds(1), RateScope.Channel)),
            (SlackFault.Error("internal_error"), new DeliveryOutcome.Unavailable("internal_error", MayBeDone: true)),
            (SlackFault.Error("fatal_error"), new DeliveryOutcome.Unavailable("fatal_error", MayBeDone: true)),
            (SlackFault.Http(503), new DeliveryOutcome.Unavailable("http_503", MayBeDone: true)),
        ];
        foreach (var (fault, expected) in cases)
        {
            App.Slack.FailNext("chat.postMessage", fault);
            Assert.Equal(expected, await Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None));
        }

        App.Slack.FailNext("chat.postMessage", SlackFault.Error("something_new"));
        Assert.Contains("something_new", Assert.IsType<DeliveryOutcome.Failed>(await Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None)).Reason, StringComparison.Ordinal);
        Assert.Empty(App.Slack.State.Messages);
    }

    [Theory]
    [InlineData("not_in_channel", "/invite @vibe")]
    [InlineData("channel_not_found", "/invite @vibe")]
    [InlineData("is_archived", "Unarchive")]
    [InlineData("restricted_action", "administrator")]
    [InlineData("token_revoked", "Install the app again")]
    [InlineData("account_inactive", "Install it again")]
    [InlineData("invalid_auth", "Slack:BotToken")]
    [InlineData("missing_scope", "manifest")]
    [InlineData("message_limit_exceeded", "plan")]
    public async Task Send_WhatSomebodyCanMend_IsBlockedAndNamesTheNextStep(string code, string step)
    {
        App.Slack.FailNext("chat.postMessage", SlackFault.Error(code));

        var blocked = Assert.IsType<DeliveryOutcome.Blocked>(await Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None));

        Assert.Equal(code, blocked.Code);
        Assert.Contains(step, blocked.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("msg_too_long")]
    [InlineData("invalid_blocks")]
    [InlineData("thread_not_found")]
    public async Task Send_WhatNobodyCanMend_IsRefusedForGood(string code)
    {
        App.Slack.FailNext("chat.postMessage", SlackFault.Error(code));

        Assert.Equal(code, Assert.IsType<DeliveryOutcome.Failed>(await Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Find_WhereVibeMayNotLook_SaysWhatToDoInsteadOfSendingTwice()
    {
        App.Slack.FailNext("conversations.history", SlackFault.Error("not_in_channel"));

        var undecided = Assert.IsType<FindOutcome.Undecided>(await Platform.FindMessageAsync(
            new MessageSearch("card/x", Some.Message(Some.Card()).Thread with { Thread = null }, DateTimeOffset.UnixEpoch), CancellationToken.None));

        Assert.Contains("/invite @vibe", undecided.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_ForHundredsOfPeople_KeepsItsWords()
    {
        var people = Enumerable.Range(0, 600).Select(i => new UserRef(ChatPlatform.Slack, $"U{i:000000000}")).ToList();

        await Platform.SendNoticeAsync(new NoticeMessage("n", Some.Message(Some.Card()).Thread, new Vibe.Core.Cards.Notice("n", Some.Card().BuildId, people, "Please decide.")), CancellationToken.None);

        var text = Assert.Single(App.Slack.State.Messages).Text;
        Assert.EndsWith("and 550 more: Please decide.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoAnswer_TimesOutAndMayBeDone()
    {
        await using var app = await SlackApp.StartAsync(change: s => s["Slack:CallTimeout"] = "00:00:01");
        app.Slack.FailNext("chat.postMessage", SlackFault.Hang());

        Assert.Equal(new DeliveryOutcome.Unavailable("timeout", MayBeDone: true), await app.Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None));
    }

    [Fact]
    public async Task Send_WithoutSlack_DidCertainlyNothing()
    {
        using var nobody = new ClosedPort();
        await using var app = await SlackApp.StartAsync(change: s => s["Slack:ApiBaseUrl"] = nobody.Address.ToString());

        Assert.Equal(new DeliveryOutcome.Unavailable("no_connection", MayBeDone: false), await app.Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None));
    }

    [Theory]
    [InlineData(false, "message_not_found")]
    [InlineData(true, "cant_update_message")]
    public async Task Edit_MessageThatWasDeleted_SaysSo(bool hasReplies, string code)
    {
        var sent = Assert.IsType<DeliveryOutcome.Delivered>(await Platform.SendCardAsync(Some.Message(Some.Card()), CancellationToken.None));
        if (hasReplies)
        {
            App.Slack.State.Write("C1", "U2", "when will it be ready?", sent.MessageId);
        }

        App.Slack.State.Delete("C1", sent.MessageId);

        Assert.Equal(code, Assert.IsType<DeliveryOutcome.Gone>(await Platform.EditCardAsync(Some.Message(Some.Card()), sent.MessageId, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Edit_MessageOfAnotherApp_HasFailed()
    {
        var other = App.Slack.State.Write("C1", "U1", "not ours");

        Assert.Equal("cant_update_message", Assert.IsType<DeliveryOutcome.Failed>(await Platform.EditCardAsync(Some.Message(Some.Card()), other.Ts, CancellationToken.None)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cards_WhoseThreadsRootWasDeleted_StayInTheThreadOrBeginANewOne(bool hasReplies)
    {
        var root = App.Slack.State.Write("C1", "U1", "root");
        if (hasReplies)
        {
            App.Slack.State.Write("C1", "U2", "reply", root.Ts);
        }

        App.Slack.State.Delete("C1", root.Ts);
        App.Slack.FailNext("chat.postMessage", SlackFault.DoneThenReset());
        await Platform.SendCardAsync(Some.Message(Some.Card(), "card/lost", Some.Thread(root.Ts)), CancellationToken.None);
        var sent = Assert.IsType<DeliveryOutcome.Delivered>(await Platform.SendCardAsync(Some.Message(Some.Card(), thread: Some.Thread(root.Ts)), CancellationToken.None));
        var found = Assert.IsType<FindOutcome.Found>(await Platform.FindMessageAsync(new MessageSearch("card/lost", Some.Thread(root.Ts), TimeProvider.System.GetUtcNow()), CancellationToken.None));

        Assert.Equal((!hasReplies, !hasReplies), (sent.IsOutsideThread, found.IsOutsideThread));
        Assert.Equal([found.MessageId, sent.MessageId], App.Slack.State.Messages.Where(m => m.IsBots).Select(m => m.Ts));
        Assert.All(App.Slack.State.Messages.Where(m => m.IsBots), m => Assert.Equal(hasReplies ? root.Ts : null, m.ThreadTs));
    }

    [Fact]
    public async Task Cards_WhoseThreadSlackDoesNotKnow_BeginANewOne()
    {
        var sent = Assert.IsType<DeliveryOutcome.Delivered>(await Platform.SendCardAsync(Some.Message(Some.Card(), thread: Some.Thread("1.000001")), CancellationToken.None));

        Assert.True(sent.IsOutsideThread);
        Assert.Null(Assert.Single(App.Slack.State.Messages).ThreadTs);
    }

    [Fact]
    public async Task AnswerPrivately_EachWay_ReachesThePersonAlone()
    {
        var text = ChatText.Of("Only for ").Person(Some.Alice);
        var reply = App.Slack.NewResponseUrl("C1", "U1");

        Assert.IsType<DeliveryOutcome.Delivered>(await Platform.AnswerPrivatelyAsync(new PrivateAnswer(Some.Alice, Some.Thread(), text, reply), CancellationToken.None));
        Assert.IsType<DeliveryOutcome.Delivered>(await Platform.AnswerPrivatelyAsync(new PrivateAnswer(Some.Alice, Some.Thread(), text, null), CancellationToken.None));
        Assert.Equal((1, 1), (App.Slack.CountOf("response_url"), App.Slack.CountOf("chat.postEphemeral")));
        Assert.All(App.Slack.State.Ephemeral, m => Assert.Equal(("U1", "Only for <@U1>"), (m.ForUser, m.Text)));

        // A direct conversation has no other readers; a private channel without Vibe is answered directly.
        Assert.IsType<DeliveryOutcome.Delivered>(await Platform.AnswerPrivatelyAsync(new PrivateAnswer(Some.Alice, Some.Thread(channel: "D1"), text, null), CancellationToken.None));
        Assert.IsType<DeliveryOutcome.Delivered>(await Platform.AnswerPrivatelyAsync(new PrivateAnswer(new UserRef(ChatPlatform.Slack, "U2"), Some.Thread(channel: "C2"), text, null), CancellationToken.None));
        Assert.Equal(["D1", "DU2"], App.Slack.State.Messages.Select(m => m.Channel));
    }

    [Fact]
    public async Task AnswerPrivately_ResponseAddressUsedUpOrForeign_TakesAnotherWay()
    {
        var text = ChatText.Of("x");
        foreach (var reply in new[] { new Uri(App.Slack.Address, "response/none").ToString(), "https://evil.example/steal", "not an address" })
        {
            Assert.IsType<DeliveryOutcome.Delivered>(await Platform.AnswerPrivatelyAsync(new PrivateAnswer(Some.Alice, Some.Thread(), text, reply), CancellationToken.None));
        }

        Assert.Equal(3, App.Slack.CountOf("chat.postEphemeral"));
    }

    [Fact]
    public async Task Dialogs_LateOrWithoutTrigger_HaveFailed()
    {
        App.Slack.State.ValidTriggers = ["fresh"];
        var dialog = new ChatDialog.AskReason(142, Some.WaitingCard().Target) { User = Some.Alice, Thread = Some.Thread(), TriggerId = "stale" };

        Assert.Equal("invalid_trigger_id", Assert.IsType<DeliveryOutcome.Failed>(await Platform.OpenDialogAsync(dialog, CancellationToken.None)).Code);
        Assert.IsType<DeliveryOutcome.Failed>(await Platform.OpenDialogAsync(dialog with { TriggerId = null }, CancellationToken.None));
        Assert.IsType<DeliveryOutcome.Delivered>(await Platform.OpenDialogAsync(dialog with { TriggerId = "fresh" }, CancellationToken.None));
    }

    [Fact]
    public async Task ShowArtifact_SmallOne_ShowsEveryByteOfIt()
    {
        var artifact = Some.Artifact(("a.html", "<b>*bold* & ```fences```</b>\n"), ("empty.txt", ""), ("z/b.js", "let x = `${1}`;"));

        Assert.IsType<DeliveryOutcome.Delivered>(await Platform.OpenDialogAsync(new ChatDialog.ShowArtifact(142, artifact) { User = Some.Alice, Thread = Some.Thread(), TriggerId = "t" }, CancellationToken.None));

        var view = Assert.Single(App.Slack.State.Views.Values);
        var shown = PreformattedOf(view);
        Assert.Equal(["<b>*bold* & ```fences```</b>\n", "let x = `${1}`;"], shown);
        Assert.Contains(artifact.Digest.Value, view.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowArtifact_LargeOne_IsLeafedThroughWithoutLosingAnything()
    {
        var large = string.Join('\n', Enumerable.Range(0, 3_000).Select(i => $"line {i} <&>"));
        App.Artifact = Some.Artifact(("a.txt", "small"), ("big.txt", large));
        await Platform.OpenDialogAsync(new ChatDialog.ShowArtifact(142, App.Artifact) { User = Some.Alice, Thread = Some.Thread(), TriggerId = "t" }, CancellationToken.None);
        var view = Assert.Single(App.Slack.State.Views.Values);
        Assert.Equal(["small"], PreformattedOf(view));

        var read = new StringBuilder();
        var value = "1/0";
        while (value is not null)
        {
            var hash = view.Hash;
            using var response = await App.Caller.InteractAsync(App.Payloads.ClickIn(view, value == "1/0" ? "vibe.view.file" : "vibe.view.page.next", value), CancellationToken.None);
            await Eventually.HoldsAsync(() => App.Slack.State.Views[view.Id].Hash != hash);
            view = App.Slack.State.Views[view.Id];
            read.Append(string.Concat(PreformattedOf(view)));
            value = SlackStoredMessageElements(view).FirstOrDefault(e => e["action_id"]?.ToString() == "vibe.view.page.next")?["value"]?.ToString();
        }

        Assert.Equal(large, read.ToString());
        Assert.Empty(App.Received);
    }

    [Theory]
    [InlineData("U1", false)]
    [InlineData("UGUEST", true)]
    public async Task FindPerson_GuestsAndMembers_AreToldApartAndRemembered(string id, bool isGuest)
    {
        var user = new UserRef(ChatPlatform.Slack, id);

        var person = await Platform.FindPersonAsync("T1", user, CancellationToken.None);
        await Platform.FindPersonAsync("T1", user, CancellationToken.None);

        Assert.Equal((user, isGuest), (person!.User, person.IsGuest));
        Assert.Equal(1, App.Slack.CountOf("users.info"));
    }

    [Fact]
    public async Task FindPerson_OfAnotherWorkspaceOrUnknown_IsGuestOrNotFound()
    {
        App.Slack.State.People["U9"] = new SlackPerson("U9", "stranger") { TeamId = "T9" };

        Assert.True((await Platform.FindPersonAsync("T1", new UserRef(ChatPlatform.Slack, "U9"), CancellationToken.None))!.IsGuest);
        Assert.True((await Platform.FindPersonAsync("T1", new UserRef(ChatPlatform.Slack, "UNONE"), CancellationToken.None))!.IsGuest);
    }

    internal static IEnumerable<string> PreformattedOf(SlackStoredView view) =>
        view.View["blocks"]!.AsArray().Where(b => b!["type"]!.ToString() == "rich_text").Select(b => b!["elements"]![0]!["elements"]![0]!["text"]!.ToString());

    private static IEnumerable<System.Text.Json.Nodes.JsonObject> SlackStoredMessageElements(SlackStoredView view) =>
        view.View["blocks"]!.AsArray().Where(b => b!["type"]!.ToString() == "actions").SelectMany(b => b!["elements"]!.AsArray()).Select(e => e!.AsObject());
}
