using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vibe.Slack.Api;
using Vibe.Slack.Settings;
using Vibe.Slack.Sockets;

namespace Vibe.Slack.Connection;

/// <summary>Asks at start who Vibe is, and again until Slack answers; a wrong token is told, not tried for ever.</summary>
internal sealed partial class SlackConnection(ISlackApi api, IOptions<SlackOptions> options, SlackSockets sockets, TimeProvider time, ILogger<SlackConnection> logger)
    : BackgroundService, ISlackConnection
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    public SlackIdentity? Identity { get; private set; }

    public string? Problem { get; private set; }

    public int? OpenSockets => options.Value.UsesSocketMode ? sockets.Open : null;

    public async Task<SlackIdentity?> CheckAsync(CancellationToken cancellationToken)
    {
        switch (await api.FormAsync("auth.test", new Dictionary<string, string>(), cancellationToken))
        {
            case SlackAnswer.Ok ok:
                var missing = SlackScopes.Missing(ok.Scopes);
                Identity = new SlackIdentity(
                    SlackValue.Text(ok.Root, "team_id") ?? string.Empty,
                    SlackValue.Text(ok.Root, "team") ?? string.Empty,
                    SlackValue.Text(ok.Root, "user_id") ?? string.Empty,
                    SlackValue.Text(ok.Root, "user") ?? "vibe",
                    SlackValue.Text(ok.Root, "bot_id"),
                    missing);
                Problem = missing.Count == 0 ? null : $"The Slack app lacks the scopes {string.Join(", ", missing)}. Update it from manifests/slack/{(options.Value.UsesSocketMode ? "manifest-socket-mode.json" : "manifest.json")} and install it again.";
                return Identity;
            case SlackAnswer.Refused refused:
                Problem = SlackErrors.Describe("auth.test", refused.Code, refused.Detail);
                return null;
            case SlackAnswer.RateLimited limited:
                Problem = $"Slack asks to wait for {limited.RetryAfter}.";
                return null;
            case SlackAnswer.Unavailable unavailable:
                Problem = $"Slack at {options.Value.ApiBaseUrl} does not answer ({unavailable.Code}). It is tried again.";
                return null;
            case var unknown:
                throw new InvalidOperationException($"Unknown answer {unknown}.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = s_firstWait; ; wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            var identity = await CheckAsync(stoppingToken);
            if (Problem is { } problem)
            {
                LogProblem(problem);
            }

            if (identity is not null)
            {
                LogConnected(identity.BotName, identity.TeamName);
                return;
            }

            await Task.Delay(wait, time, stoppingToken);
        }
    }

    [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Slack: connected as @{Bot} in {Team}")]
    private partial void LogConnected(string bot, string team);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Error, Message = "Slack: {Problem}")]
    private partial void LogProblem(string problem);
}
