using System.Text.Json.Nodes;
using Vibe.Chat.Inbound;
using Vibe.Chat.Texts;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests.Sockets;

public sealed class SlackSocketsTests : IAsyncLifetime
{
    // It stands still unless a test moves it: however slow the machine, no pause of the connections is over by itself.
    private readonly ManualTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private SlackApp? _app;

    private SlackApp App => _app ?? throw new InvalidOperationException("Not started.");

    private FakeSlackSockets Sockets => App.Slack.Sockets;

    public async Task InitializeAsync()
    {
        _app = await SlackApp.StartAsync(usesSockets: true, _time);
        await Eventually.HoldsAsync(() => Sockets.Open == 2 && App.Connection.OpenSockets == 2);
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

        var first = Sockets.SendAsync("events_api", envelope);
        await Eventually.HoldsAsync(() => App.Received.Count == 1);
        App.Receipt = _ => ChatReceipt.Accepted.Instance;
        await Sockets.SendAsync("events_api", envelope);

        Assert.Equal(2, App.Received.Count);
        Assert.False(first.IsCompleted);
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

    [Fact]
    public async Task Connections_OldOneThatSlackLeavesOpen_DoesNotHoldUpTheNewOne()
    {
        Sockets.LeavesOpen = true;

        var old = await Sockets.AnnounceEndAsync("warning");
        await Eventually.HoldsAsync(() => Sockets.Made == 3);
        await Sockets.SendAsync("events_api", App.Payloads.Mention("on the new one"));

        Assert.True(Sockets.IsOpen(old));
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Sockets.Open == 2 && App.Connection.OpenSockets == 2;
        });
        Assert.False(Sockets.IsOpen(old));
    }

    [Theory]
    [InlineData("too_many_websockets", 2, 30)]
    [InlineData("refresh_requested", 3, 1)]
    public async Task Connections_EndedAsSoonAsTheyAreThere_AreNotMadeInALoop(string reason, int made, int pause)
    {
        Sockets.EndAtOnce = reason;
        var started = _time.GetUtcNow();

        await Sockets.AnnounceEndAsync(reason);
        await Eventually.HoldsAsync(() => Sockets.Made == made && Sockets.Open == 1);
        await Eventually.HoldsAsync(() =>
        {
            if (Sockets.Made > made)
            {
                return true;
            }

            _time.Advance(TimeSpan.FromMilliseconds(200));
            return false;
        });

        Assert.True(_time.GetUtcNow() - started >= TimeSpan.FromSeconds(pause));
    }

    [Fact]
    public async Task Connections_AllBroken_ComeBack()
    {
        Sockets.BreakAll();

        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return Sockets.Made >= 4 && Sockets.Open == 2;
        });
        await Sockets.SendAsync("events_api", App.Payloads.Mention("back"));
        Assert.Single(App.Received);
    }
}
