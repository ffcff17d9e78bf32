using System.Text.Json.Nodes;
using Vibe.Slack.Blocks;
using Vibe.Slack.Connection;
using Vibe.TestKit;

namespace Vibe.Slack.Tests;

public sealed class SlackManifestTests
{
    [Theory]
    [InlineData("manifest.json")]
    [InlineData("manifest-socket-mode.json")]
    public void Manifest_Either_AsksForExactlyWhatIsNeeded(string file)
    {
        var manifest = Read(file);

        Assert.Equal(SlackScopes.Needed.Order(), manifest["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(s => s!.ToString()).Order());
        Assert.Equal(["app_mention", "message.im"], manifest["settings"]!["event_subscriptions"]!["bot_events"]!.AsArray().Select(s => s!.ToString()));
        Assert.Equal(SlackNames.MessageShortcut, manifest["features"]!["shortcuts"]![0]!["callback_id"]!.ToString());
        var display = manifest["display_information"]!;
        Assert.InRange(display["name"]!.ToString().Length, 1, 35);
        Assert.InRange(display["description"]!.ToString().Length, 1, 140);
        Assert.InRange(display["long_description"]!.ToString().Length, 175, 4_000);
        Assert.InRange(manifest["features"]!["shortcuts"]![0]!["name"]!.ToString().Length, 1, 24);
    }

    [Fact]
    public void Manifest_Http_NamesThePathsThatAreServed()
    {
        var manifest = Read("manifest.json");

        Assert.Equal(SlackEndpoints.CommandsPath, PathOf(manifest["features"]!["slash_commands"]![0]!["url"]));
        Assert.Equal(SlackEndpoints.InteractivityPath, PathOf(manifest["settings"]!["interactivity"]!["request_url"]));
        Assert.Equal(SlackEndpoints.EventsPath, PathOf(manifest["settings"]!["event_subscriptions"]!["request_url"]));
        Assert.False(manifest["settings"]!["socket_mode_enabled"]!.GetValue<bool>());
    }

    [Fact]
    public void Manifest_SocketMode_NamesNoAddress()
    {
        var text = Read("manifest-socket-mode.json").ToJsonString();

        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        Assert.Contains("\"socket_mode_enabled\":true", text, StringComparison.Ordinal);
    }

    private static string PathOf(JsonNode? address) => new Uri(address!.ToString()).AbsolutePath;

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(RealTools.Root, "manifests", "slack", file)))!;
}
