using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vibe.Slack.Settings;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests;

public sealed class SlackConnectionTests
{
    [Fact]
    public async Task Start_GoodToken_IsConnectedAsVibe()
    {
        await using var app = await SlackApp.StartAsync();

        await Eventually.HoldsAsync(() => app.Connection.Identity is not null);

        Assert.Equal("connected as @vibe in Acme", app.Connection.Identity!.ToString());
        Assert.Null(app.Connection.Problem);
        Assert.Null(app.Connection.OpenSockets);
    }

    [Fact]
    public async Task Start_MissingScopes_NamesThemAndTheManifest()
    {
        await using var app = await SlackApp.StartAsync();
        await Eventually.HoldsAsync(() => app.Connection.Identity is not null);
        app.Slack.Scopes.Remove("files:write");
        app.Slack.Scopes.Remove("users:read");

        await app.Connection.CheckAsync(CancellationToken.None);

        Assert.Equal(["files:write", "users:read"], app.Connection.Identity!.MissingScopes);
        Assert.Contains("files:write, users:read", app.Connection.Problem, StringComparison.Ordinal);
        Assert.Contains("manifests/slack/manifest.json", app.Connection.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongTokenFirst_IsToldAndTriedAgain()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await SlackApp.StartAsync(time: time, change: s => s["Slack:BotToken"] = "xoxb-other");
        await Eventually.HoldsAsync(() => app.Connection.Problem is not null);
        Assert.Contains("Slack:BotToken", app.Connection.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb-other", app.Connection.Problem, StringComparison.Ordinal);

        app.Slack.AcceptedToken = "xoxb-other";
        await time.TimersAsync();
        time.Advance(TimeSpan.FromSeconds(2));

        await Eventually.HoldsAsync(() => app.Connection.Identity is not null);
    }

    [Fact]
    public void Options_Faults_AreAllNamedAtOnceAndShowNoToken()
    {
        using var services = Services(new()
        {
            ["Slack:BotToken"] = "secret-1",
            ["Slack:AppToken"] = "secret-2",
            ["Slack:ApiBaseUrl"] = "https://slack.com/api",
            ["Slack:CallTimeout"] = "00:10:00",
            ["Slack:SocketConnections"] = "11",
        });

        var thrown = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SlackOptions>>().Value);

        Assert.Equal(5, thrown.Failures.Count());
        foreach (var expected in new[] { "Slack:BotToken does not begin with xoxb-", "Slack:AppToken does not begin with xapp-", "Slack:ApiBaseUrl", "Slack:CallTimeout is 00:10:00", "Slack:SocketConnections is 11" })
        {
            Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Slack:SigningSecret", "Slack:BotToken is not set")]
    [InlineData("Slack:BotToken", "Slack:SigningSecret is not set")]
    [InlineData("Slack:AppToken", "Slack:BotToken is not set")]
    public void Options_OneOfThem_NamesWhatIsMissing(string key, string expected)
    {
        using var services = Services(new() { [key] = key switch { "Slack:BotToken" => "xoxb-1", "Slack:AppToken" => "xapp-1", _ => "s" } });

        Assert.Contains(expected, Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SlackOptions>>().Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddVibeSlack_NothingConfiguredOrTwice_AddsNoMore()
    {
        var nothing = new ServiceCollection();
        nothing.AddVibeSlack(new ConfigurationBuilder().Build());
        Assert.DoesNotContain(nothing, s => s.ServiceType == typeof(Vibe.Chat.Outbound.IChatPlatform));

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Slack:BotToken", FakeSlack.BotToken)]).Build();
        var services = new ServiceCollection();
        services.AddVibeSlack(configuration);
        var count = services.Count;
        services.AddVibeSlack(configuration);
        Assert.Equal(count, services.Count);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddLogging().AddVibeSlack(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
}
