using System.Net;
using System.Text.Json.Nodes;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Inbound;
using Vibe.Chat.Texts;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests;

public sealed class SlackEndpointsTests : IAsyncLifetime
{
    private static readonly ChatText Words = ChatText.Of("No: ").Person(Some.Alice).Words(" & <you>");
    // It stands still, so that a request is exactly as old as a test says.
    private readonly ManualTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private SlackApp? _app;

    private SlackApp App => _app ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync() => _app = await SlackApp.StartAsync(time: _time);

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>What a running Bolt 5.1.0 answers to the same requests; it takes a timestamp 600 s ahead, which this adapter refuses.</summary>
    [Theory]
    [InlineData("good", 0, 200)]
    [InlineData("good", 300, 200)]
    [InlineData("good", 301, 401)]
    [InlineData("good", -600, 401)]
    [InlineData("wrong secret", 0, 401)]
    [InlineData("no signature", 0, 401)]
    [InlineData("no timestamp", 0, 401)]
    [InlineData("other version", 0, 401)]
    [InlineData("upper case", 0, 401)]
    public async Task Commands_AsBoltAnswers_AreAcceptedOrRefusedWithoutABody(string kind, int age, int status)
    {
        const string body = "command=%2Fvibe&text=build+x&team_id=T1&channel_id=C1&user_id=U1&trigger_id=1.2.3";
        var timestamp = (_time.GetUtcNow().ToUnixTimeSeconds() - age).ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = App.Caller.Request("slack/commands", body, "application/x-www-form-urlencoded", timestamp);
        var signature = SlackCaller.Sign(kind == "wrong secret" ? "other" : FakeSlack.SigningSecret, timestamp, body);
        request.Headers.Remove("X-Slack-Signature");
        if (kind != "no signature")
        {
            request.Headers.Add("X-Slack-Signature", kind switch
            {
                "other version" => "v1=" + signature[3..],
                "upper case" => "v0=" + signature[3..].ToUpperInvariant(),
                _ => signature,
            });
        }

        if (kind == "no timestamp")
        {
            request.Headers.Remove("X-Slack-Request-Timestamp");
        }

        using var response = await App.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(status == 200 ? 1 : 0, App.Received.Count);
    }

    [Fact]
    public async Task Events_UrlVerification_AnswersTheChallengeOfASignedRequestOnly()
    {
        var body = new JsonObject { ["type"] = "url_verification", ["challenge"] = "abc123" };

        using var signed = await App.Caller.EventAsync(body, CancellationToken.None);
        using var unsigned = await App.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(App.Address, "slack/events")) { Content = new StringContent(body.ToJsonString()) });

        Assert.Equal("""{"challenge":"abc123"}""", await signed.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
    }

    [Fact]
    public async Task Commands_SslCheck_IsAnsweredWithoutASignatureAndDoesNothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(App.Address, "slack/commands")) { Content = new StringContent("token=x&ssl_check=1") };
        using var response = await App.SendAsync(request);
        using var trick = new HttpRequestMessage(HttpMethod.Post, new Uri(App.Address, "slack/commands")) { Content = new StringContent("ssl_check=1&command=%2Fvibe&text=build+x&team_id=T1&channel_id=C1&user_id=U1&trigger_id=1") };
        using var refused = await App.SendAsync(trick);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Empty(App.Received);
    }

    [Fact]
    public async Task Commands_Good_ReachTheInboxAsOneEvent()
    {
        var fields = App.Payloads.Command("build a page for &lt;us&gt; and <@U9|bob>, see <https://x.example|x.example>", trigger: "13.5.abc");

        using var response = await App.Caller.CommandAsync(fields, CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        var received = Assert.Single(App.Received);
        Assert.Equal(new EventKey(ChatPlatform.Slack, "T1", "13.5.abc"), received.Key);
        Assert.Equal(InboundKind.Command, received.Kind);
        Assert.Equal(Some.Alice, received.User);
        Assert.Equal(Some.Thread(), received.Thread);
        Assert.Equal("build a page for <us> and @bob, see x.example", received.Text);
        Assert.Equal("13.5.abc", received.TriggerId);
        Assert.Equal(fields["response_url"], received.ReplyTo);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commands_AnsweredOrNotAccepted_AnswerTheirSenderAlone(bool isStored)
    {
        App.Receipt = _ => isStored ? new ChatReceipt.Answered(Words, IsRefusal: true) : new ChatReceipt.NotAccepted(Words);

        using var response = await App.Caller.CommandAsync(App.Payloads.Command("build"), CancellationToken.None);

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("ephemeral", answer["response_type"]!.ToString());
        Assert.Equal("No: <@U1> &amp; &lt;you&gt;", answer["text"]!.ToString());
        Assert.Empty(App.Slack.State.Ephemeral);
    }

    [Theory]
    [InlineData("vibe.approve", CardAction.Approve)]
    [InlineData("vibe.request_changes", CardAction.RequestChanges)]
    [InlineData("vibe.reject", CardAction.Reject)]
    [InlineData("vibe.view_artifact", CardAction.ViewArtifact)]
    [InlineData("vibe.cancel", CardAction.Cancel)]
    public async Task Interactivity_ClickOnACard_CarriesActionTargetAndThread(string actionId, CardAction action)
    {
        var card = Some.WaitingCard();
        await App.Platform.SendCardAsync(Some.Message(card), CancellationToken.None);
        var message = Assert.Single(App.Slack.State.Messages);

        using var response = await App.Caller.InteractAsync(App.Payloads.Click(message, actionId), CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
        var received = Assert.Single(App.Received);
        Assert.Equal((InboundKind.Action, (CardAction?)action), (received.Kind, received.Action));
        Assert.Equal(card.Target, received.Target);
        Assert.Equal(Some.Thread(message.Ts), received.Thread);
        Assert.Equal("U2", received.User.Id);
        Assert.NotNull(received.TriggerId);
        Assert.NotNull(received.ReplyTo);
    }

    [Fact]
    public async Task Interactivity_RefusedClick_IsToldByTheResponseAddress()
    {
        App.Receipt = _ => new ChatReceipt.NotAccepted(Words);
        await App.Platform.SendCardAsync(Some.Message(Some.WaitingCard()), CancellationToken.None);

        using var response = await App.Caller.InteractAsync(App.Payloads.Click(App.Slack.State.Messages[0], "vibe.approve"), CancellationToken.None);

        Assert.Empty(await response.Content.ReadAsStringAsync());
        await Eventually.HoldsAsync(() => App.Slack.State.Ephemeral.Count == 1);
        Assert.Equal(("U2", "No: <@U1> &amp; &lt;you&gt;"), (App.Slack.State.Ephemeral[0].ForUser, App.Slack.State.Ephemeral[0].Text));
    }

    [Fact]
    public async Task Interactivity_Dialog_ComesBackWithThreadTargetAndWords()
    {
        var target = Some.WaitingCard().Target;
        await App.Platform.OpenDialogAsync(new ChatDialog.AskChanges(142, target) { User = Some.Alice, Thread = Some.Thread("1.2"), TriggerId = "t" }, CancellationToken.None);
        var view = Assert.Single(App.Slack.State.Views.Values);

        using var response = await App.Caller.InteractAsync(App.Payloads.Submit(view, " Make it <green>\nplease "), CancellationToken.None);

        Assert.Empty(await response.Content.ReadAsStringAsync());
        var received = Assert.Single(App.Received);
        Assert.Equal((InboundKind.DialogSubmission, (DialogKind?)DialogKind.RequestChanges), (received.Kind, received.Dialog));
        Assert.Equal("Make it <green>\nplease", received.Text);
        Assert.Equal(target, received.Target);
        Assert.Equal(Some.Thread("1.2"), received.Thread);
    }

    [Fact]
    public async Task Interactivity_RefusedDialog_StaysOpenWithTheReasonAtItsField()
    {
        App.Receipt = _ => new ChatReceipt.Answered(ChatText.Of("Too long."), IsRefusal: true);
        await App.Platform.OpenDialogAsync(new ChatDialog.AskBuild("from a message") { User = Some.Alice, Thread = Some.Thread("1.2"), TriggerId = "t" }, CancellationToken.None);
        var view = Assert.Single(App.Slack.State.Views.Values);

        using var response = await App.Caller.InteractAsync(App.Payloads.Submit(view, "x"), CancellationToken.None);

        Assert.Equal("""{"response_action":"errors","errors":{"text":"Too long."}}""", await response.Content.ReadAsStringAsync());
        Assert.Contains("from a message", view.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interactivity_Shortcut_BelongsToItsMessage()
    {
        var message = App.Slack.State.Write("C1", "U3", "we need a page &amp; a form");

        using var response = await App.Caller.InteractAsync(App.Payloads.Shortcut(message), CancellationToken.None);

        var received = Assert.Single(App.Received);
        Assert.Equal((InboundKind.Shortcut, "we need a page & a form", Some.Thread(message.Ts)), (received.Kind, received.Text, received.Thread));
    }

    [Theory]
    [InlineData(false, InboundKind.Mention)]
    [InlineData(true, InboundKind.DirectMessage)]
    public async Task Events_MentionAndDirectMessage_ReachTheInboxWithoutTheMention(bool isDirect, InboundKind kind)
    {
        var root = App.Slack.State.Write(isDirect ? "D1" : "C1", "U1", "root");
        var envelope = isDirect ? App.Payloads.Direct("where is my build?", thread: root.Ts) : App.Payloads.Mention("where is my build?", thread: root.Ts);

        using var response = await App.Caller.EventAsync(envelope, CancellationToken.None);
        using var again = await App.Caller.EventAsync(envelope, CancellationToken.None);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (response.StatusCode, again.StatusCode));
        Assert.Equal(2, App.Received.Count);
        Assert.All(App.Received, received =>
        {
            Assert.Equal((kind, "where is my build?"), (received.Kind, received.Text));
            Assert.Equal(root.Ts, received.Thread.Thread);
            Assert.Equal(envelope["event_id"]!.ToString(), received.Key.EventId);
        });
    }

    [Fact]
    public async Task Events_NotAccepted_AskSlackToDeliverAgain()
    {
        App.Receipt = _ => new ChatReceipt.NotAccepted(Words);

        using var response = await App.Caller.EventAsync(App.Payloads.Mention("help"), CancellationToken.None);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Events_AnsweredMention_IsToldToItsSenderAlone()
    {
        App.Receipt = _ => new ChatReceipt.Answered(Words, IsRefusal: true);

        using var response = await App.Caller.EventAsync(App.Payloads.Mention("build"), CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.HoldsAsync(() => App.Slack.State.Ephemeral.Count == 1);
        Assert.Equal("U1", App.Slack.State.Ephemeral[0].ForUser);
    }

    [Theory]
    [InlineData("bot_id", "\"BOTHER\"")]
    [InlineData("subtype", "\"message_changed\"")]
    [InlineData("subtype", "\"bot_message\"")]
    [InlineData("user", "\"UVIBE\"")]
    [InlineData("edited", "{\"user\":\"U1\",\"ts\":\"1.2\"}")]
    [InlineData("channel_type", "\"channel\"")]
    public async Task Events_OfBotsAndEdits_AreTakenNoNoticeOf(string field, string json)
    {
        var envelope = App.Payloads.Direct("build x");
        envelope["event"]![field] = JsonNode.Parse(json);

        using var response = await App.Caller.EventAsync(envelope, CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(App.Received);
    }

    [Fact]
    public async Task Events_FromAnotherWorkspace_AreAGuests()
    {
        var envelope = App.Payloads.Mention("build x");
        envelope["event"]!["user_team"] = "T9";

        using var response = await App.Caller.EventAsync(envelope, CancellationToken.None);

        Assert.True(Assert.Single(App.Received).IsGuest);
    }

    [Theory]
    [InlineData("slack/events", "application/json", "{not json")]
    [InlineData("slack/events", "application/json", "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_mention\"}}")]
    [InlineData("slack/interactivity", "application/x-www-form-urlencoded", "payload=%7B")]
    [InlineData("slack/interactivity", "application/x-www-form-urlencoded", "other=1")]
    [InlineData("slack/interactivity", "application/x-www-form-urlencoded", "payload=%7B%22type%22%3A%22block_actions%22%7D")]
    [InlineData("slack/commands", "application/x-www-form-urlencoded", "text=x")]
    [InlineData("slack/commands", "application/x-www-form-urlencoded", "")]
    public async Task Requests_SignedButUnreadable_AreAnsweredAndDoNothing(string path, string type, string body)
    {
        using var response = await App.Caller.SendAsync(path, body, type, CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(App.Received);
    }

    [Fact]
    public async Task Requests_TooLarge_AreRefused()
    {
        // It asks before it sends its body: one that is refused while it is sent may not come to read the answer.
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = App.Caller.Request("slack/events", new string('x', 1_100_000), "application/json", timestamp);
        request.Headers.ExpectContinue = true;

        using var response = await App.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }
}
