using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Settings;
using Vibe.Core.Builds;
using Vibe.Data.Builds;
using Vibe.Data.Leases;

namespace Vibe.Chat.Builds;

/// <summary>Looks now and then, in one process of all, for open builds that do not run any more.</summary>
internal sealed partial class EndedBuildsWatch(
    IBuildGateway gateway, IBuildStore builds, EndedBuilds ended, ITurns turns, DispatchOptions options, TimeProvider time, ILogger<EndedBuildsWatch> logger) : BackgroundService
{
    private const string Turn = "ended-builds";

    /// <summary>Each of those that the index does not name is asked about by itself; a service whose index is broken must not be flooded.</summary>
    private const int MostAtOnce = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.LookForEnded, time);
        do
        {
            try
            {
                if (await turns.TryTakeAsync(Turn, options.LookForEnded * 0.9, stoppingToken))
                {
                    await LookAsync(stoppingToken);
                }
            }
#pragma warning disable CA1031 // A look that fails is followed by the next; the process has other things to do.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogSkipped(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Those that began a moment ago may not be in the index yet.
        var open = await builds.ListOpenAsync(time.GetUtcNow() - options.LookForEnded, cancellationToken);
        if (open.Count == 0 || await gateway.ListRunningAsync(cancellationToken) is not { } running)
        {
            return;
        }

        // In another order each time, so that all are asked about also where they are too many.
        foreach (var id in open.Where(b => !running.Contains(b.WorkflowId)).OrderBy(_ => Random.Shared.Next()).Take(MostAtOnce))
        {
            if (await ended.MendAsync(id, cancellationToken) is { } how)
            {
                LogMended(id, how);
            }
        }
    }

    [LoggerMessage(2130, LogLevel.Warning, "Build {Build} had ended without showing it; its card says so now. {How}")]
    private partial void LogMended(BuildId build, string how);

    [LoggerMessage(2131, LogLevel.Warning, "Ended builds were not looked for this time.")]
    private partial void LogSkipped(Exception failure);
}
