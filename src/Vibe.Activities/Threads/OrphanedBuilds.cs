using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Builds;
using Vibe.Data.Outbox;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Threads;

/// <summary>Tells the end of builds whose workflow cannot tell it any more, because somebody ended it in Temporal.</summary>
/// <param name="builds">Where builds are found with what their cards show.</param>
/// <param name="outbox">Where cards and notices go.</param>
/// <param name="time">The clock.</param>
public sealed class OrphanedBuilds(IBuildStore builds, IOutbox outbox, TimeProvider time)
{
    private const string Words = "It was ended from outside, in Temporal, and nothing was delivered. Ask again with /vibe build.";

    /// <summary>Ends the build's card and tells the requester, unless the build has shown an end of its own.</summary>
    public async Task EndAsync(BuildId id, CancellationToken cancellationToken)
    {
        if (await builds.FindAsync(id, cancellationToken) is not { Card: { } card } build || BuildStages.IsEnd(card.Stage))
        {
            return;
        }

        var now = time.GetUtcNow();
        var ended = card with { Stage = BuildStage.Cancelled, StageSince = now, EndedAt = now, Detail = Words, WaitingFor = null, Deadline = null, Actions = [] };
        await outbox.PublishCardAsync(ended, CardRevisions.AfterTheLast, cancellationToken);

        // The key is that of the notice which the build itself would have sent.
        var notice = new Notice($"{id.WorkflowId}/ended", id, [build.Requester], $"Build #{build.Number} \"{build.Title}\" has ended. {Words}");
        await outbox.PublishNoticeAsync(notice, cancellationToken);
    }
}
