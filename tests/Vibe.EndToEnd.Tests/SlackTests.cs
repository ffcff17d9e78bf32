using System.IO.Compression;
using System.Net;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.EndToEnd.Tests;

/// <summary>The main job in Slack: a running Vibe against the fake Slack, which checks limits and blocks as Slack does.</summary>
public sealed class SlackTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // It waits for an answer until it is killed, however late the kill comes, and its lease does not end by itself: what is taken over is taken over from a dead process.
    private static readonly string[] HoldsOn = ["--Slack:CallTimeout=00:05:00", "--Publish:CallLimit=00:05:00", "--Publish:LeaseDuration=00:10:00"];
    private readonly TempFolder _data = new();
    private readonly HttpClient _http = new();
    private FakeSlack? _slack;
    private HostProcess? _host;

    private FakeSlack Slack => _slack ?? throw new InvalidOperationException("Not started.");

    private SlackPayloads Payloads => field ??= new SlackPayloads(Slack);

    public async Task InitializeAsync()
    {
        _slack = await FakeSlack.StartAsync();
        _slack.EnforcesLimits = true;
    }

    public async Task DisposeAsync()
    {
        await Slack.DisposeAsync();
        _http.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Build_FromCommandToDelivery_WithChangesAndApprovalByOthers()
    {
        await using var host = Start("--Projects:default:Approvers:0=U2");
        var caller = await CallerAsync(host);
        await host.PrintsAsync("connected as @vibe in Acme");

        using (var accepted = await caller.CommandAsync(Payloads.Command("build a sales dashboard with charts"), CancellationToken.None))
        {
            Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        }

        var card = await CardWithAsync("vibe.approve");
        Assert.Contains("not an AI", card.AllText, StringComparison.Ordinal);
        Assert.Contains("index.html", card.AllText, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Replies(card).Any(m => m.Text.Contains("<@U2>", StringComparison.Ordinal)), Patience);

        // The requester may not decide, and is told so alone.
        await ClickAsync(caller, card, "vibe.approve", "U1");
        await Eventually.HoldsAsync(() => Slack.State.Ephemeral.Any(m => m.ForUser == "U1"), Patience);

        // The approver looks, asks for changes, and gets another round.
        await ClickAsync(caller, card, "vibe.view_artifact", "U2");
        var files = await Eventually.HasAsync(() => Slack.State.Views.Values.FirstOrDefault(v => v.AllText.Contains("vibe.artifact", StringComparison.Ordinal)), Patience);
        Assert.Contains("Round 1", files.AllText, StringComparison.Ordinal);
        await ClickAsync(caller, card, "vibe.request_changes", "U2");
        var dialog = await Eventually.HasAsync(() => Slack.State.Views.Values.FirstOrDefault(v => v.AllText.Contains("request_changes", StringComparison.Ordinal)), Patience);
        using (var sent = await caller.InteractAsync(Payloads.Submit(dialog, "make it green, title \"Numbers of 2026\""), CancellationToken.None))
        {
            Assert.Equal(string.Empty, await sent.Content.ReadAsStringAsync());
        }

        var second = await Eventually.HasAsync(() => Cards().FirstOrDefault(m => m.AllText.Contains("Round 2", StringComparison.Ordinal) && m.Button("vibe.approve") is not null), Patience);
        Assert.Equal(card.Ts, second.Ts);

        // An old card's button names the old round.
        await ClickAsync(caller, card, "vibe.approve", "U2");
        await Eventually.HoldsAsync(() => Slack.State.Ephemeral.Any(m => m.ForUser == "U2"), Patience);
        await ClickAsync(caller, second, "vibe.approve", "U2");

        await Eventually.HoldsAsync(() => Cards().Single().AllText.Contains("Delivered", StringComparison.Ordinal), Patience);
        var delivered = await Eventually.HasAsync(() => Replies(card).FirstOrDefault(m => m.Files.Count == 1), Patience);
        using var archive = new ZipArchive(new MemoryStream(Slack.State.Files[delivered.Files[0]].Content ?? []));
        using var page = new StreamReader((archive.Entries.FirstOrDefault(e => e.FullName.EndsWith("index.html", StringComparison.Ordinal)) ?? throw new InvalidOperationException("No page.")).Open());
        Assert.Contains("Numbers of 2026", await page.ReadToEndAsync(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Replies(card).Any(m => m.Text.Contains("<@U1>", StringComparison.Ordinal)), Patience);
        Assert.Equal(0, Slack.Calls.Count(c => c.Method is "chat.postMessage" or "chat.update" && c.Arguments.ToJsonString().Contains("invalid_blocks", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Build_InAMentionedThread_IsAReplyThere_AndTakesCommandsByMention()
    {
        await using var host = Start();
        var caller = await CallerAsync(host);
        var root = Slack.State.Write("C1", "U1", "we need a todo list");

        using var mentioned = await caller.EventAsync(Payloads.Mention("build a todo list", thread: root.Ts), CancellationToken.None);
        var card = await CardWithAsync("vibe.approve");
        Assert.Equal(root.Ts, card.ThreadTs);

        using var asked = await caller.EventAsync(Payloads.Direct("where is my build?"), CancellationToken.None);
        await Eventually.HoldsAsync(() => Slack.State.Messages.Any(m => m is { Channel: "D1", IsBots: true } && m.AllText.Contains('#', StringComparison.Ordinal)), Patience);

        using var approved = await caller.EventAsync(Payloads.Mention("approve", user: "U2", thread: root.Ts), CancellationToken.None);
        await Eventually.HoldsAsync(() => Cards().Single().AllText.Contains("Delivered", StringComparison.Ordinal), Patience);
        await Eventually.HoldsAsync(() => Slack.State.Messages.Any(m => m.ThreadTs == root.Ts && m.Files.Count == 1), Patience);
    }

    [Fact]
    public async Task Build_WhereVibeIsNotInvitedYet_TellsTheRequesterOnceAndAppearsByItself()
    {
        await using var host = Start("--Publish:BlockedPause=00:00:00.500");
        var caller = await CallerAsync(host);
        Slack.FailNext("chat.postMessage", SlackFault.Error("not_in_channel"), SlackFault.Error("not_in_channel"), SlackFault.Error("not_in_channel"));

        using var accepted = await caller.CommandAsync(Payloads.Command("build a todo list"), CancellationToken.None);
        await CardWithAsync("vibe.approve");

        Assert.Single(Cards());
        Assert.Single(Slack.Calls, c => c.Method == "response_url" && c.Arguments.ToJsonString().Contains("/invite @vibe", StringComparison.Ordinal));
        await host.PrintsAsync("cannot be published until somebody mends it (not_in_channel)");
    }

    [Fact]
    public async Task Build_BySocketModeAndShortcut_NeedsNoPublicAddress()
    {
        await using var host = Start(usesSockets: true);
        await host.ListeningAsync();
        await Eventually.HoldsAsync(() => Slack.Sockets.Open == 2, Patience);
        var message = Slack.State.Write("C1", "U1", "a landing page for our bakery");

        await Slack.Sockets.SendAsync("interactive", Payloads.Shortcut(message));
        var dialog = await Eventually.HasAsync(() => Slack.State.Views.Values.FirstOrDefault(), Patience);
        Assert.Contains("a landing page for our bakery", dialog.AllText, StringComparison.Ordinal);
        await Slack.Sockets.SendAsync("interactive", Payloads.Submit(dialog, "a landing page for our bakery", user: "U1"));
        var card = await CardWithAsync("vibe.reject");
        Assert.Equal(message.Ts, card.ThreadTs);

        await Slack.Sockets.SendAsync("interactive", Payloads.Click(card, "vibe.reject", "U2"));
        var reason = await Eventually.HasAsync(() => Slack.State.Views.Values.FirstOrDefault(v => v.AllText.Contains("vibe.dialog.reject", StringComparison.Ordinal)), Patience);
        await Slack.Sockets.SendAsync("interactive", Payloads.Submit(reason, "We have one."));
        await Eventually.HoldsAsync(() => Cards().Single().AllText.Contains("Rejected", StringComparison.Ordinal) && Cards().Single().AllText.Contains("We have one.", StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Command_WithASecret_IsRefusedToItsSenderAloneAndNeverKept()
    {
        await using var host = Start();
        var caller = await CallerAsync(host);
        const string secret = "xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx";

        using var refused = await caller.CommandAsync(Payloads.Command($"build a bot with {secret}"), CancellationToken.None);
        using var guest = await caller.CommandAsync(Payloads.Command("build a page", user: "UGUEST"), CancellationToken.None);

        var answer = await refused.Content.ReadAsStringAsync();
        Assert.Contains("ephemeral", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, answer, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, host.Output, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Slack.State.Ephemeral.Any(m => m.ForUser == "UGUEST"), Patience);
        Assert.Empty(Slack.State.Messages);
    }

    [Fact]
    public async Task Card_KilledBetweenSendAndRecord_StaysOneCard()
    {
        Slack.FailNext("chat.postMessage", SlackFault.DoneThenHang());
        await using (var host = Start(HoldsOn))
        {
            var caller = await CallerAsync(host);
            using var accepted = await caller.CommandAsync(Payloads.Command("build a todo list"), CancellationToken.None);
            await Eventually.HoldsAsync(() => Cards().Count == 1, Patience);
            await host.KillAsync();
        }

        await using var again = Start();
        await again.ListeningAsync();

        await CardWithAsync("vibe.approve");
        Assert.Single(Cards());
        await again.PrintsAsync("Took over");
    }

    /// <summary>The decision stands, then the notice or the file reaches Slack and the process dies before it knows.</summary>
    [Theory]
    [InlineData("chat.postMessage")]
    [InlineData("files.completeUploadExternal")]
    public async Task Delivery_KilledBetweenSendAndRecord_IsMadeOnce(string method)
    {
        await using (var host = Start(HoldsOn))
        {
            var caller = await CallerAsync(host);
            using var accepted = await caller.CommandAsync(Payloads.Command("build a todo list"), CancellationToken.None);
            var card = await CardWithAsync("vibe.approve");
            await Eventually.HoldsAsync(() => Replies(card).Any(m => m.Text.Contains("waits for a decision", StringComparison.Ordinal)), Patience);
            var before = Slack.CountOf(method);
            Slack.FailNext(method, SlackFault.DoneThenHang());
            await ClickAsync(caller, card, "vibe.approve", "U2");
            await Eventually.HoldsAsync(() => Slack.CountOf(method) > before, Patience);
            await Eventually.HoldsAsync(() => Slack.State.Messages.Count(m => m.ThreadTs == card.Ts) >= 2, Patience);
            await host.KillAsync();
        }

        await using var again = Start();
        await again.ListeningAsync();
        await using var database = HostDatabase.Open(_data.Path);
        await Eventually.EqualAsync(0L, () => database.CountAsync("select count(*) from vibe.outbox where revision > published_revision"), Patience);
        await Eventually.HoldsAsync(() => Cards().Single().AllText.Contains("Delivered", StringComparison.Ordinal), Patience);
        await Eventually.HoldsAsync(() => Replies(Cards().Single()).Any(m => m.Files.Count == 1) && Replies(Cards().Single()).Any(m => m.Text.Contains("is approved and delivered", StringComparison.Ordinal)), Patience);
        Assert.Equal(0, await again.InterruptAsync());

        Assert.Single(Cards());
        Assert.Single(Replies(Cards().Single()), m => m.Files.Count > 0);
        Assert.Single(Replies(Cards().Single()), m => m.Text.Contains("is approved and delivered", StringComparison.Ordinal));
        Assert.Single(Replies(Cards().Single()), m => m.Text.Contains("waits for a decision", StringComparison.Ordinal));
        Assert.Contains("Approved by <@U2>", Replies(Cards().Single()).Single(m => m.Files.Count > 0).Text, StringComparison.Ordinal);
    }

    private HostProcess Start(params string[] arguments) => Start(usesSockets: false, arguments);

    private HostProcess Start(bool usesSockets, params string[] arguments) => _host = HostProcess.Start(
        _data.Path,
        [
            $"--Slack:BotToken={FakeSlack.BotToken}",
            usesSockets ? $"--Slack:AppToken={FakeSlack.AppToken}" : $"--Slack:SigningSecret={FakeSlack.SigningSecret}",
            $"--Slack:ApiBaseUrl={Slack.ApiBaseUrl}",
            "--Models:Sample:FirstDelay=00:00:00",
            "--Models:Sample:Delay=00:00:00",
            "--Logging:LogLevel:Microsoft=Warning",
            .. arguments,
        ]);

    private async Task<SlackCaller> CallerAsync(HostProcess host) => new(_http, await host.ListeningAsync());

    private IReadOnlyList<SlackStoredMessage> Cards() => [.. Slack.State.Messages.Where(m => m is { IsBots: true, Blocks: not null })];

    private IEnumerable<SlackStoredMessage> Replies(SlackStoredMessage card) => Slack.State.Messages.Where(m => m.ThreadTs == card.Ts);

    private async Task<SlackStoredMessage> CardWithAsync(string button)
    {
        try
        {
            return await Eventually.HasAsync(() => Cards().FirstOrDefault(m => m.Button(button) is not null), Patience);
        }
        catch (TimeoutException e)
        {
            // What Slack saw, and what Vibe said about it.
            var shown = string.Join("\n---\n", Cards().Select(m => m.AllText));
            var output = _host?.Output ?? string.Empty;
            throw new TimeoutException($"{e.Message}\nShown:\n{shown}\nPrinted:\n{output[^Math.Min(output.Length, 6_000)..]}", e);
        }
    }

    private async Task ClickAsync(SlackCaller caller, SlackStoredMessage card, string button, string user)
    {
        using var response = await caller.InteractAsync(Payloads.Click(card, button, user), CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
