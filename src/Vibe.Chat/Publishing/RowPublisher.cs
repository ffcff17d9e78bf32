using Microsoft.Extensions.Logging;
using Vibe.Chat.Cards;
using Vibe.Chat.Commands;
using Vibe.Chat.Failures;
using Vibe.Chat.Outbound;
using Vibe.Chat.Settings;
using Vibe.Chat.Texts;
using Vibe.Core.Capacity;
using Vibe.Data.Artifacts;
using Vibe.Data.Line;
using Vibe.Data.Outbox;

namespace Vibe.Chat.Publishing;

/// <summary>Publishes one leased row and records what became of it.</summary>
internal sealed partial class RowPublisher(
    IOutboxLeases outbox, ILineStore lines, IArtifactStore artifacts, PublishOptions options, TimeProvider time, ILogger<RowPublisher> logger)
{
    // Who deletes a build's card again and again does not want it.
    private const int MostLosses = 3;

    private readonly LeaseKeeper keeper = new(outbox, options, time);

    public async Task PublishAsync(OutboxLease lease, IChatPlatform platform, RateGates gates, CancellationToken cancellationToken)
    {
        if (lease is { MayBeSent: true, MessageId: null } && lease.Kind != OutboxKind.File && await RecoverAsync(lease, platform, gates, cancellationToken))
        {
            return;
        }

        var line = lease.Pool is null ? null : await lines.FindAsync(lease.Pool, cancellationToken);
        var outcome = await CallAsync(lease, platform, line, cancellationToken);
        switch (outcome)
        {
            case DeliveryOutcome.Delivered delivered:
                var shown = ShownLine(lease, line);
                if (!await outbox.RecordAsync(lease, new OutboxPublished(lease.Revision, delivered.MessageId, shown, delivered.IsOutsideThread), cancellationToken))
                {
                    LogLeaseLost(lease.Key);
                }

                break;
            case DeliveryOutcome.RateLimited limited:
                LogLimited(lease.Key, limited.RetryAfter);
                gates.Close(MethodOf(lease), limited.Scope, lease.Thread, limited.RetryAfter);
                await outbox.ReleaseAsync([lease], cancellationToken);
                break;
            case DeliveryOutcome.Gone gone when lease.Losses < MostLosses:
                LogGone(lease.Key, gone.Code, gone.Reason);
                await outbox.LoseAsync(lease, gone.Code, gone.Reason, cancellationToken);
                break;
            case DeliveryOutcome.Gone gone:
                await FailAsync(lease, platform, new DeliveryOutcome.Failed(gone.Code, gone.Reason), cancellationToken);
                break;
            case DeliveryOutcome.Failed failed:
                await FailAsync(lease, platform, failed, cancellationToken);
                break;
            case DeliveryOutcome.Blocked blocked:
                await BlockAsync(lease, platform, new OutboxBlock(blocked.Code, blocked.Reason, lease.MayBeSent), cancellationToken);
                break;
            case DeliveryOutcome.Unavailable unavailable:
                LogUnavailable(lease.Key, unavailable.Code, lease.Attempts + 1);
                await outbox.RetryAsync(lease, PauseAfter(lease.Attempts), lease.MayBeSent || unavailable.MayBeDone, cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}.");
        }
    }

    /// <summary>True where the row is settled for now: the message was found, or it could not be found out.</summary>
    private async Task<bool> RecoverAsync(OutboxLease lease, IChatPlatform platform, RateGates gates, CancellationToken cancellationToken)
    {
        if (!gates.TryTake(ChatMethod.Find, lease.Thread))
        {
            await outbox.RetryAsync(lease, options.FirstPause, mayBeSent: true, cancellationToken);
            return true;
        }

        // The clocks of the platform and the database may differ a little.
        var search = new MessageSearch(lease.Key, lease.Thread, lease.SearchFrom - TimeSpan.FromMinutes(1));
        switch (await FindAsync(lease, platform, search, cancellationToken))
        {
            case FindOutcome.Found found:
                // What a found card shows is not known: it is edited next. A notice is done.
                LogFound(lease.Key);
                await outbox.RecordAsync(
                    lease, new OutboxPublished(lease.Kind == OutboxKind.Card ? 0 : lease.Revision, found.MessageId, null, found.IsOutsideThread), cancellationToken);
                return true;
            case FindOutcome.Undecided { Reason: { } reason } refused:
                await BlockAsync(lease, platform, new OutboxBlock(refused.Code, reason, MayBeSent: true), cancellationToken);
                return true;
            case FindOutcome.Undecided undecided:
                LogUnavailable(lease.Key, undecided.Code, lease.Attempts + 1);
                await outbox.RetryAsync(lease, undecided.RetryAfter, mayBeSent: true, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Looks under the lease: who finds nothing sends next, and may do so only while nobody else can.</summary>
    private async Task<FindOutcome> FindAsync(OutboxLease lease, IChatPlatform platform, MessageSearch search, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CallLimit);
        try
        {
            var found = await keeper.HoldAsync(lease, token => platform.FindMessageAsync(search, token), limit.Token);
            return found is not FindOutcome.Missing || await outbox.RenewAsync(lease, options.LeaseDuration, cancellationToken)
                ? found
                : new FindOutcome.Undecided(options.FirstPause, "lease-lost");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FindOutcome.Undecided(PauseAfter(lease.Attempts), "timeout");
        }
    }

    private async Task<DeliveryOutcome> CallAsync(OutboxLease lease, IChatPlatform platform, LineSnapshot? line, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(lease.Kind == OutboxKind.File ? options.UploadLimit : options.CallLimit);
        try
        {
            return await keeper.HoldAsync(
                lease,
                token => lease.Kind switch
                {
                    OutboxKind.Card => PublishCardAsync(lease, platform, line, token),
                    OutboxKind.Notice => platform.SendNoticeAsync(new NoticeMessage(lease.Key, lease.Thread, OutboxContent.ReadNotice(lease)), token),
                    OutboxKind.File => UploadAsync(lease, platform, token),
                    _ => throw new InvalidOperationException($"Unknown kind {lease.Kind}."),
                },
                limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome.Unavailable("timeout", MayBeDone: true);
        }
#pragma warning disable CA1031 // A fault in an adapter is that row's, recorded and tried again; the publisher goes on.
        catch (Exception fault) when (fault is not OperationCanceledException && !DataFailures.IsAway(fault))
#pragma warning restore CA1031
        {
            LogFault(fault, lease.Key);
            return new DeliveryOutcome.Unavailable(fault.GetType().Name, MayBeDone: true);
        }
    }

    private Task<DeliveryOutcome> PublishCardAsync(OutboxLease lease, IChatPlatform platform, LineSnapshot? line, CancellationToken cancellationToken)
    {
        var view = new CardView
        {
            Card = OutboxContent.ReadCard(lease),
            Place = line?.Waiting.FirstOrDefault(p => p.BuildId == lease.BuildId),
            WaitReason = line?.Reason,
            Now = time.GetUtcNow(),
        };
        var message = new CardMessage(lease.Key, lease.Thread, view, lease.Revision);
        return lease.MessageId is { } id ? platform.EditCardAsync(message, id, cancellationToken) : platform.SendCardAsync(message, cancellationToken);
    }

    private async Task<DeliveryOutcome> UploadAsync(OutboxLease lease, IChatPlatform platform, CancellationToken cancellationToken)
    {
        var file = OutboxContent.ReadFile(lease);
        if (await artifacts.GetAsync(file.Content, cancellationToken) is not { } content)
        {
            return new DeliveryOutcome.Failed("content-missing", $"The content {file.Content.Abbreviated} of {file.FileName} is not stored any more. Restore the database from a backup.");
        }

        return await platform.UploadFileAsync(
            new FileMessage
            {
                Key = lease.Key,
                Thread = lease.Thread,
                File = file,
                Content = content,
                Progress = lease.Progress,
                RecordProgressAsync = (progress, token) => outbox.RecordProgressAsync(lease, progress, token),
            },
            cancellationToken);
    }

    private async Task FailAsync(OutboxLease lease, IChatPlatform platform, DeliveryOutcome.Failed failed, CancellationToken cancellationToken)
    {
        LogFailed(lease.Key, failed.Code, failed.Reason);
        await outbox.FailAsync(lease, failed.Code, failed.Reason, cancellationToken);
        await TellRequesterAsync(lease, platform, failed.Code, Answers.NotShown(lease, failed.Reason, isFinal: true), cancellationToken);
    }

    /// <summary>What is refused until somebody mends something waits for that, tried again now and then, and is given up only when it is old.</summary>
    private async Task BlockAsync(OutboxLease lease, IChatPlatform platform, OutboxBlock block, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - lease.CreatedAt > options.LongestBlock)
        {
            LogFailed(lease.Key, block.Code, block.Reason);
            await outbox.FailAsync(lease, block.Code, block.Reason, cancellationToken);
            return;
        }

        LogBlocked(lease.Key, block.Code, block.Reason);
        var pause = options.BlockedPause * Math.Pow(2, Math.Min(lease.Attempts, 10));
        await outbox.BlockAsync(lease, pause < options.LongestBlockedPause ? pause : options.LongestBlockedPause, block, cancellationToken);
        await TellRequesterAsync(lease, platform, block.Code, Answers.NotShown(lease, block.Reason, isFinal: false), cancellationToken);
    }

    /// <summary>A build whose card or files cannot be shown must not look as if it had been lost. Told once for each reason.</summary>
    private async Task TellRequesterAsync(OutboxLease lease, IChatPlatform platform, string code, ChatText? text, CancellationToken cancellationToken)
    {
        if (text is null || lease.FailureCode == code)
        {
            return;
        }

        var outcome = await platform.AnswerPrivatelyAsync(new PrivateAnswer(lease.Requester, lease.Thread, text, lease.ReplyTo), cancellationToken);
        if (outcome is not DeliveryOutcome.Delivered)
        {
            LogNotTold(lease.Key, outcome.GetType().Name);
        }
    }

    /// <summary>What was laid over the card, so that an equal line makes no further edit.</summary>
    private static string? ShownLine(OutboxLease lease, LineSnapshot? line) =>
        line?.Waiting.FirstOrDefault(p => p.BuildId == lease.BuildId) is { } place ? LineFingerprint.Of(line, place) : lease.LineFingerprint;

    internal static ChatMethod MethodOf(OutboxLease lease) => OutboxScopes.MethodOf(lease) switch
    {
        OutboxScopes.Edit => ChatMethod.Edit,
        OutboxScopes.Upload => ChatMethod.Upload,
        _ => ChatMethod.Send,
    };

    private TimeSpan PauseAfter(int attempts)
    {
        var pause = options.FirstPause * Math.Pow(2, Math.Min(attempts, 10));
        return pause < options.LongestPause ? pause : options.LongestPause;
    }

    [LoggerMessage(2201, LogLevel.Warning, "{Key} was published under a lease that had run out meanwhile.")]
    private partial void LogLeaseLost(string key);

    [LoggerMessage(2202, LogLevel.Information, "The platform asks to wait {RetryAfter} before {Key}.")]
    private partial void LogLimited(string key, TimeSpan retryAfter);

    [LoggerMessage(2203, LogLevel.Error, "{Key} cannot be published ({Code}): {Reason}")]
    private partial void LogFailed(string key, string code, string reason);

    [LoggerMessage(2208, LogLevel.Error, "{Key} cannot be published until somebody mends it ({Code}): {Reason} It is tried again now and then.")]
    private partial void LogBlocked(string key, string code, string reason);

    [LoggerMessage(2209, LogLevel.Warning, "The message of {Key} is gone ({Code}): {Reason} It is posted anew.")]
    private partial void LogGone(string key, string code, string reason);

    [LoggerMessage(2204, LogLevel.Warning, "{Key} was not published now ({Code}), attempt {Attempt}.")]
    private partial void LogUnavailable(string key, string code, int attempt);

    [LoggerMessage(2205, LogLevel.Information, "{Key} had been sent before; its message was found.")]
    private partial void LogFound(string key);

    [LoggerMessage(2206, LogLevel.Error, "The adapter failed on {Key}.")]
    private partial void LogFault(Exception fault, string key);

    [LoggerMessage(2207, LogLevel.Warning, "The requester could not be told that {Key} cannot be shown ({Outcome}).")]
    private partial void LogNotTold(string key, string outcome);
}
