using System.Text.Json.Nodes;
using Vibe.Chat.Inbound;
using Vibe.Chat.Texts;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests.Sockets;

public sealed class SlackSocketsTests : IAsyncLifetime
{
    private SlackApp? _app;

    private SlackApp App => _app ?? throw new InvalidOperationException("Not started.");

    private FakeSlackSockets Sockets => App.Slack.Sockets;

    public async Task InitializeAsync()
    {
        _app = await SlackApp.StartAsync(usesSockets: true);
        await Eventually.HoldsAsync(() => Sockets.Open == 2);
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    [Fact]
    public async Task Envelopes_EachKind_AreStoredAndAcknowledged()
    {
        var command = new JsonObject([.. App.Payloads.Command("build x").Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))]);

        var first = await Sockets.SendAsync("slash_commands", command);
        await Sockets.SendAsync("events_api", App.Payloads.Mention("status"));
        await Sockets.SendAsync("interactive", App.Payloads.Shortcut(App.Slack.State.Write("C1", "U1", "text")));

        Assert.False(first.TryGetProperty("payload", out _));
        Assert.Equal([InboundKind.Command, InboundKind.Mention, InboundKind.Shortcut], App.Received.Select(r => r.Kind));
        Assert.Equal(2, App.Connection.OpenSockets);
    }

    [Fact]
    public async Task Envelopes_AnsweredCommand_CarryTheAnswerInTheAcknowledgement()
    {
        App.Receipt = _ => new ChatReceipt.Answered(ChatText.Of("Usage: …"), IsRefusal: false);

        var acknowledged = await Sockets.SendAsync("slash_commands", new JsonObject([.. App.Payloads.Command("").Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))]));

        Assert.Equal("Usage: …", acknowledged.GetProperty("payload").GetProperty("text").GetString());
        Assert.Equal("ephemeral", acknowledged.GetProperty("payload").GetProperty("response_type").GetString());
    }

    [Fact]
    public async Task Envelopes_NotAcceptedEvent_IsNotAcknowledgedSoThatItComesAgain()
    {
        App.Receipt = _ => new ChatReceipt.NotAccepted(ChatText.Of("away"));
        var envelope = App.Payloads.Mention("status");

        await Assert.ThrowsAsync<TimeoutException>(() => Sockets.SendAsync("events_api", envelope, TimeSpan.FromMilliseconds(300)));

        App.Receipt = _ => ChatReceipt.Accepted.Instance;
        await Sockets.SendAsync("events_api", envelope);
        Assert.Equal(2, App.Received.Count);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task Connections_AnnouncedEnd_AreReplacedBeforeTheyGo(string reason)
    {
        Sockets.Watch();

        var old = await Sockets.AnnounceEndAsync(reason);

        await Eventually.HoldsAsync(() => !Sockets.IsOpen(old) && Sockets.Open == 2);
        Assert.Equal(3, Sockets.Made);
        Assert.True(Sockets.Fewest >= 2, "A connection was closed before the new one stood.");
        await Sockets.SendAsync("events_api", App.Payloads.Mention("still here"));
    }

    [Theory]
    [InlineData("too_many_websockets")]
    [InlineData("refresh_requested")]
    public async Task Connections_EndedAsSoonAsTheyAreThere_AreNotMadeInALoop(string reason)
    {
        Sockets.EndAtOnce = reason;
        await Sockets.AnnounceEndAsync(reason);
        var before = Sockets.Made;
        await Eventually.HoldsAsync(() => Sockets.Open <= 1);
        var started = TimeProvider.System.GetTimestamp();

        // Within the pauses of a second and two at most a handful can have been made; a loop makes hundreds.
        await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(2));
        Assert.InRange(Sockets.Made - before, 0, 4);
    }

    [Fact]
    public async Task Connections_AllBroken_ComeBack()
    {
        Sockets.BreakAll();

        await Eventually.HoldsAsync(() => Sockets.Made >= 4 && Sockets.Open == 2);
        await Sockets.SendAsync("events_api", App.Payloads.Mention("back"));
        Assert.Single(App.Received);
    }
}
