using Temporalio.Activities;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Outbox;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Threads;

/// <summary>Shows how far a model's answer is, on top of the card that the workflow declared. It never stands in the way of the work.</summary>
internal sealed class CardProgress(CardComposer composer, IOutbox outbox, TimeProvider time)
{
    // Half of the stage's share is shown at this length and the rest ever more slowly, because how long the answer gets nobody knows.
    private const double HalfwayLength = 3_000;

    /// <summary>Declares the card with the share that so many characters make.</summary>
    public async Task ShowAsync(CardState card, long revision, int length, CancellationToken cancellationToken)
    {
        var end = card.Stage switch
        {
            BuildStage.Generating => BuildStages.ShareAt(BuildStage.Reviewing),
            BuildStage.Reviewing => BuildStages.ShareAt(BuildStage.Fixing),
            _ => BuildStages.ShareAt(BuildStage.AwaitingApproval),
        };
        var share = card.ShareDone + ((end - card.ShareDone) * length / (length + HalfwayLength));
        var elapsed = time.GetUtcNow() - new DateTimeOffset(DateTime.SpecifyKind(ActivityExecutionContext.Current.Info.ScheduledTime, DateTimeKind.Utc));
        var shown = await composer.ComposeAsync(card with { ShareDone = Math.Round(share, 3) }, cancellationToken);
        await outbox.PublishCardAsync(shown, CardRevisions.Progress(revision, elapsed), cancellationToken);
    }
}
