using Temporalio.Activities;
using Vibe.Core.Cards;
using Vibe.Data.Audit;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Threads;

/// <summary>What people see, and what is kept of it.</summary>
/// <param name="threads">Where it is shown.</param>
/// <param name="audit">Where it is kept.</param>
public sealed class ThreadActivities(ThreadStores threads, IAuditLog audit) : IThreadActivities
{
    private static CancellationToken Cancellation => ActivityExecutionContext.Current.CancellationToken;

    /// <inheritdoc />
    [Activity]
    public async Task PublishCardAsync(PublishCardInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        await threads.Outbox.PublishCardAsync(await threads.Composer.ComposeAsync(input.Card, Cancellation), input.Revision, Cancellation);
    }

    /// <inheritdoc />
    [Activity]
    public async Task SendNoticeAsync(SendNoticeInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var card = await threads.Composer.ComposeAsync(input.Card, Cancellation);
        await threads.Outbox.PublishNoticeAsync(new Notice(input.Key, input.Card.BuildId, input.Mentions, NoticeText.For(input.Kind, card)), Cancellation);
    }

    /// <inheritdoc />
    [Activity]
    public Task RecordAuditAsync(AuditInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var entry = new AuditEntry
        {
            Key = input.Key,
            Person = input.By,
            Action = input.Action,
            Target = new ActionTarget(input.BuildId, input.Round, input.Digest),
            Outcome = AuditOutcome.Done,
            Text = input.Reason?.Digest,
            At = input.At,
        };
        return audit.RecordAsync(entry, Cancellation);
    }
}
