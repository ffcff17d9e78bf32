using Vibe.Host.Chat;
using Vibe.Host.Roles;
using Vibe.Models;
using Vibe.Models.Failures;
using Vibe.Slack.Connection;
using Vibe.Web;

namespace Vibe.Host.Startup;

/// <summary>Says, once the host listens, which model and which chat are used and where to begin.</summary>
internal sealed partial class Announcement(IServiceProvider services, IConfiguration configuration, StartupReport report, IHostApplicationLifetime lifetime, ILogger<Announcement> logger)
{
    /// <summary>Finds out in the background, so that the host serves meanwhile.</summary>
    public void Begin(ICollection<string> urls, VibeRoles roles) => _ = AnnounceAsync([.. urls], roles);

    private async Task AnnounceAsync(IReadOnlyList<string> urls, VibeRoles roles)
    {
        try
        {
            await SayModelAsync();
            var opening = roles.HasFlag(VibeRoles.Web) ? await SayChatAsync(urls) : null;
            report.Print($"Listening on {string.Join(", ", urls)}. Ctrl-C ends it; starting it again goes on where it was.{opening}");
        }
        catch (OperationCanceledException)
        {
            // The host ended before everything was found out.
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TimeoutException)
        {
            LogUnknown(e);
            report.Print($"Listening on {string.Join(", ", urls)}. Ctrl-C ends it; starting it again goes on where it was.");
        }
    }

    private async Task SayModelAsync()
    {
        const string change = "Models:Provider, Models:Ollama:…, Models:OpenAI:… (appsettings.example.json)";
        try
        {
            var model = await services.GetRequiredService<IChatModels>().SelectAsync(lifetime.ApplicationStopping);
            report.Say("Models", $"{model.Model} ({model.Provider}, {model.Location}), {model.Slots} builds at once", change);
        }
        catch (ModelException e)
        {
            report.Say("Models", $"none: {e.Message}", change);
        }
    }

    private async Task<string?> SayChatAsync(IReadOnlyList<string> urls)
    {
        if (services.GetService<ISlackConnection>() is { } slack)
        {
            var identity = await slack.CheckAsync(lifetime.ApplicationStopping);
            var use = identity is null ? $"Slack: {slack.Problem ?? "not connected yet"}" : $"Slack, connected as @{identity.BotName} in {identity.TeamName}{(slack.Problem is { } problem ? $"; {problem}" : "")}";
            report.Say("Chat", use, "Slack:SigningSecret, Slack:BotToken, Slack:AppToken; WebChat:Enabled=true for the web chat beside it");
        }

        if (!ChatComposition.IsWebChatOn(configuration))
        {
            return null;
        }

        var address = urls[0].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
        report.Say("Web chat", "built in; whoever opens it can be any of its people", "Slack:SigningSecret and Slack:BotToken for Slack, Slack:AppToken for Socket Mode, WebChat:Enabled");
        WebChatEndpoints.OnOpened(services, path => report.Note($"The chat was opened. The next address: {address}{path}"));
        return $"\n\n  Open the chat (this address works once): {address}{WebChatEndpoints.OpeningPath(services)}";
    }

    [LoggerMessage(1, LogLevel.Warning, "The start-up report is incomplete.")]
    private partial void LogUnknown(Exception failure);
}
