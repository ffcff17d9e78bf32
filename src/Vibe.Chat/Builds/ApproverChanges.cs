using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Settings;
using Vibe.Core.Builds;
using Vibe.Core.Policies;
using Vibe.Data.Builds;

namespace Vibe.Chat.Builds;

/// <summary>
/// Looks at start, when the configuration is read, for builds that wait for others than those who may decide on them now, and tells these builds. Decisions go by
/// the new list at once; without this the cards would name the old one until the next round.
/// </summary>
internal sealed partial class ApproverChanges(
    IBuildGateway gateway, IBuildStore builds, ProjectCatalog projects, DispatchOptions options, TimeProvider time, ILogger<ApproverChanges> logger) : BackgroundService
{
    private readonly HashSet<BuildId> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host starts while the database and the workflow service may still be on their way.
        while (!await TryTellAllAsync(stoppingToken))
        {
            await Task.Delay(options.LongestPause, time, stoppingToken);
        }
    }

    private async Task<bool> TryTellAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var isComplete = true;
            foreach (var build in await builds.ListAwaitingApprovalAsync(cancellationToken))
            {
                if (Changed(build) is { } policy && !_told.Contains(build.Id))
                {
                    isComplete &= await TellAsync(build, policy, cancellationToken);
                }
            }

            return isComplete;
        }
#pragma warning disable CA1031 // Whatever it is, the next look is to come; the process has other things to do.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogPutOff(failure, options.LongestPause);
            return false;
        }
    }

    private async Task<bool> TellAsync(BuildRecord build, ProjectPolicy policy, CancellationToken cancellationToken)
    {
        if (!await gateway.TellPolicyAsync(build.Id, policy, cancellationToken))
        {
            return false;
        }

        _told.Add(build.Id);
        LogTold(build.Number, policy.Name);
        return true;
    }

    /// <summary>The policy where others may decide than the card names. A project that is not configured any more leaves its builds to whom they were asked.</summary>
    private ProjectPolicy? Changed(BuildRecord build)
    {
        if (projects.Find(build.Project) is not { } policy || build.Card is not { } card)
        {
            return null;
        }

        var approvers = ApprovalRules.Approvers(policy, build.Requester).ToHashSet();
        return ApprovalRules.SomebodyMayApprove(policy, build.Requester).IsAllowed && approvers.SetEquals(card.WaitingFor ?? []) ? null : policy;
    }

    [LoggerMessage(2140, LogLevel.Information, "Build {Number} waits for others since the approvers of project {Project} were changed; it was told.")]
    private partial void LogTold(long number, string project);

    [LoggerMessage(2141, LogLevel.Warning, "Builds that wait for a decision were not compared with the configured approvers; the next try is in {Pause}.")]
    private partial void LogPutOff(Exception failure, TimeSpan pause);
}
