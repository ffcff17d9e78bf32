using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests.Peers;

/// <summary>Slack's own programs against ours: its clients against the fake Slack, its receiver beside our end points.</summary>
public sealed class OfficialClientTests
{
    private static readonly string Folder = Path.Combine(RealTools.Root, "tests", "peers", "slack");

    private static string? Absence =>
        RealTools.Node is null ? "Node.js is not on this machine."
        : Directory.Exists(Path.Combine(Folder, "node_modules")) ? null
        : "The npm packages are not installed (npm ci --prefix tests/peers/slack --ignore-scripts).";

    [SkippableFact]
    public async Task FakeSlack_DrivenByTheOfficialClients_BehavesAsTheyExpect()
    {
        Skip.If(Absence is not null, Absence);
        await using var slack = await FakeSlack.StartAsync();
        // The messages of the script before the failing ones: root, reply, four refused.
        slack.FailAfter("chat.postMessage", 5, SlackFault.RateLimited(TimeSpan.FromSeconds(1)), SlackFault.Http(500));
        await using var node = ToolProcess.Start(RealTools.Node!, ["web-api.mjs", slack.ApiBaseUrl.ToString(), FakeSlack.BotToken, FakeSlack.AppToken], folder: Folder);

        await node.LineAsync("LISTENING");
        await Eventually.HoldsAsync(() => slack.Sockets.Open == 1);
        var acknowledged = await slack.Sockets.SendAsync("slash_commands", new JsonObject { ["command"] = "/vibe", ["text"] = "x" });

        Assert.Equal("got slash_commands /vibe", acknowledged.GetProperty("payload").GetProperty("text").GetString());
        await node.LineAsync("DONE 11");
        Assert.Equal(0, await node.ExitAsync());
        Assert.Contains(slack.State.Files.Values, f => f is { Name: "a.txt", Channel: "C1", Content: { } content } && System.Text.Encoding.UTF8.GetString(content) == "grüße");
    }

    [SkippableFact]
    public async Task SignedRequests_AsBoltJudgesThem_AreJudgedTheSame()
    {
        Skip.If(Absence is not null, Absence);
        await using var app = await SlackApp.StartAsync();
        await using var node = ToolProcess.Start(RealTools.Node!, ["bolt.mjs", FakeSlack.SigningSecret], folder: Folder);
        await node.LineAsync("PORT ");
        var bolt = new Uri($"http://127.0.0.1:{node.Output.Split("PORT ")[1].Split('\n')[0].Trim()}");
        using var http = new HttpClient();
        var command = await new FormUrlEncodedContent(app.Payloads.Command("build a page & more <x> ü")).ReadAsStringAsync();
        var mention = app.Payloads.Mention("build x").ToJsonString();
        const string form = "application/x-www-form-urlencoded";
        const string json = "application/json";
        (string Name, string Path, string Body, string Type, int Age, Action<HttpRequestMessage>? Spoil)[] cases =
        [
            ("command", "slack/commands", command, form, 0, null),
            ("event", "slack/events", mention, json, 0, null),
            ("challenge", "slack/events", """{"type":"url_verification","challenge":"abc123"}""", json, 0, null),
            ("ssl check", "slack/commands", "ssl_check=1&token=x", form, 0, r => r.Headers.Remove("X-Slack-Signature")),
            ("old", "slack/commands", command, form, 240, null),
            ("too old", "slack/commands", command, form, 310, null),
            ("no signature", "slack/commands", command, form, 0, r => r.Headers.Remove("X-Slack-Signature")),
            ("no timestamp", "slack/commands", command, form, 0, r => r.Headers.Remove("X-Slack-Request-Timestamp")),
            ("other version", "slack/commands", command, form, 0, r => Resign(r, s => "v1=" + s[3..])),
            ("upper case", "slack/commands", command, form, 0, r => Resign(r, s => "v0=" + s[3..].ToUpperInvariant())),
            ("other signature", "slack/events", mention, json, 0, r => Resign(r, s => s[..^1] + (s[^1] == '0' ? '1' : '0'))),
        ];
        foreach (var (name, path, body, type, age, spoil) in cases)
        {
            var answers = new List<(HttpStatusCode Status, string Body)>();
            foreach (var address in new[] { bolt, app.Address })
            {
                var timestamp = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - age).ToString(CultureInfo.InvariantCulture);
                using var request = new SlackCaller(http, address).Request(path, body, type, timestamp);
                spoil?.Invoke(request);
                using var response = await http.SendAsync(request);
                answers.Add((response.StatusCode, await response.Content.ReadAsStringAsync()));
            }

            Assert.True(answers[0] == answers[1], $"{name}: Bolt answers {answers[0]}, Vibe {answers[1]}");
        }
    }

    private static void Resign(HttpRequestMessage request, Func<string, string> change)
    {
        var signature = request.Headers.GetValues("X-Slack-Signature").Single();
        request.Headers.Remove("X-Slack-Signature");
        request.Headers.TryAddWithoutValidation("X-Slack-Signature", change(signature));
    }
}
