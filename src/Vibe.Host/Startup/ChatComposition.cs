using Vibe.Chat;
using Vibe.Slack;
using Vibe.Slack.Connection;
using Vibe.Web;

namespace Vibe.Host.Startup;

/// <summary>Adds the chats that the configuration asks for: Slack where it is configured, and the built-in web chat where it is not or where that is switched on.</summary>
internal static class ChatComposition
{
    private const string SlackChange = "Slack:SigningSecret and Slack:BotToken for Slack, or Slack:AppToken for Socket Mode";
    private const string WebChatSwitch = "WebChat:Enabled";

    /// <summary>Adds dispatcher, publisher and adapters.</summary>
    public static void AddChats(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVibeChat().AddVibeSlack(configuration);
        if (IsWebChatOn(configuration))
        {
            services.AddVibeWebChat(configuration);
        }
    }

    /// <summary>Maps the adapters' end points.</summary>
    public static void MapChats(this WebApplication app)
    {
        app.MapVibeSlack();
        if (IsWebChatOn(app.Configuration))
        {
            app.MapVibeWebChat();
        }
    }

    /// <summary>Says which chats there are and where to begin.</summary>
    public static void Announce(WebApplication app, StartupReport report, string listening)
    {
        var address = app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
        if (app.Services.GetService<ISlackConnection>() is { } slack)
        {
            var way = slack.OpenSockets is null
                ? $"Slack; it calls {SlackEndpoints.CommandsPath}, {SlackEndpoints.InteractivityPath} and {SlackEndpoints.EventsPath}"
                : "Slack by Socket Mode";
            report.Say("Chat", way, SlackChange);
            _ = TellAsync(slack, report, app.Lifetime.ApplicationStopping);
        }

        if (!IsWebChatOn(app.Configuration))
        {
            report.Print(listening);
            return;
        }

        report.Say("Chat", "the built-in web chat", app.Services.GetService<ISlackConnection>() is null ? SlackChange : WebChatSwitch);
        report.Print($"{listening}\n\n  Open the chat (this address works once): {address}{WebChatEndpoints.OpeningPath(app.Services)}");
        WebChatEndpoints.OnOpened(app.Services, path => report.Note($"The chat was opened. The next address: {address}{path}"));
    }

    private static bool IsWebChatOn(IConfiguration configuration) =>
        bool.TryParse(configuration[WebChatSwitch], out var isOn) ? isOn : !SlackOptions.IsConfiguredIn(configuration);

    private static async Task TellAsync(ISlackConnection slack, StartupReport report, CancellationToken cancellationToken)
    {
        try
        {
            var identity = await slack.CheckAsync(cancellationToken);
            report.Note($"Slack: {(slack.Problem is { } problem ? identity is null ? problem : $"{identity}. {problem}" : identity)}");
        }
        catch (OperationCanceledException)
        {
            // Vibe ends before Slack has answered.
        }
    }
}
