using Microsoft.Extensions.Logging;
using Vibe.Chat.Failures;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;
using Vibe.Data.Changes;
using Vibe.Data.Outbox;

namespace Vibe.Chat.Publishing;

/// <summary>The publisher of one platform: most urgent first, channels in turn, newest state only, within the platform's limits.</summary>
internal sealed partial class PlatformLoop(PublishParts parts, IChatPlatform platform, ILogger<PlatformLoop> logger)
{
    private readonly RateGates gates = new(platform.Limits, parts.Time);
    private readonly HashSet<Task> inFlight = [];

    /// <summary>When a channel was served last, so that those with equal claims take turns.</summary>
    private readonly Dictionary<string, long> served = [];

    private long turns;
    private int busy;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var subscription = parts.Changes.Subscribe(ChangeKind.Outbox, ChangeKind.Line);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var (begun, nextOpening) = await StepAsync(subscription, cancellationToken);
                if (begun == 0)
                {
                    var wait = nextOpening < parts.Options.PollInterval ? nextOpening.Value : parts.Options.PollInterval;
                    await subscription.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopping(platform.Platform, inFlight.Count);
        }

        await Task.WhenAll(Snapshot());
    }

    private async Task<(int Begun, TimeSpan? NextOpening)> StepAsync(ChangeSubscription subscription, CancellationToken cancellationToken)
    {
        var (closed, nextOpening) = gates.Look();
        var free = parts.Options.Concurrency - Volatile.Read(ref busy);
        if (free <= 0)
        {
            return (0, null);
        }

        try
        {
            var leases = await parts.Outbox.LeaseAsync(
                new OutboxLeaseRequest
                {
                    Platforms = [platform.Platform],
                    Count = free,
                    PerChannel = platform.Limits.Count == 0 ? free : 1,
                    Duration = parts.Options.LeaseDuration,
                    Closed = closed,
                },
                cancellationToken);
            var begun = leases
                .OrderBy(l => l.Rank)
                .ThenBy(l => served.GetValueOrDefault(l.Thread.Channel))
                .Where(l => TryBegin(l, subscription, cancellationToken))
                .ToHashSet();
            await parts.Outbox.ReleaseAsync([.. leases.Where(l => !begun.Contains(l))], cancellationToken);

            // Something was there but its limit is used up: when that opens again is known only now.
            return (begun.Count, leases.Count > begun.Count ? gates.Look().NextOpening : nextOpening);
        }
        catch (Exception failure) when (DataFailures.IsAway(failure))
        {
            LogDatabaseAway(failure);
            return (0, null);
        }
    }

    private bool TryBegin(OutboxLease lease, ChangeSubscription subscription, CancellationToken cancellationToken)
    {
        if (!gates.TryTake(RowPublisher.MethodOf(lease), lease.Thread))
        {
            return false;
        }

        served[lease.Thread.Channel] = ++turns;
        if (served.Count > 10_000)
        {
            served.Clear();
        }

        Interlocked.Increment(ref busy);
        var work = PublishAsync(lease, subscription, cancellationToken);
        lock (inFlight)
        {
            inFlight.RemoveWhere(t => t.IsCompleted);
            inFlight.Add(work);
        }

        return true;
    }

    private async Task PublishAsync(OutboxLease lease, ChangeSubscription subscription, CancellationToken cancellationToken)
    {
        // The loop goes on at once.
        await Task.Yield();
        try
        {
            await parts.Rows.PublishAsync(lease, platform, gates, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await GiveBackAsync(lease);
        }
        catch (Exception failure) when (DataFailures.IsAway(failure))
        {
            // The lease runs out by itself; the row then counts as perhaps sent.
            LogDatabaseAway(failure);
        }
        finally
        {
            Interlocked.Decrement(ref busy);
            subscription.Raise();
        }
    }

    /// <summary>The process stops amid a call: whoever takes the row next looks for the message first.</summary>
    private async Task GiveBackAsync(OutboxLease lease)
    {
        try
        {
            await parts.Outbox.RetryAsync(lease, TimeSpan.Zero, mayBeSent: true, CancellationToken.None);
        }
        catch (Exception failure) when (DataFailures.IsAway(failure))
        {
            LogDatabaseAway(failure);
        }
    }

    private Task[] Snapshot()
    {
        lock (inFlight)
        {
            return [.. inFlight];
        }
    }

    [LoggerMessage(2210, LogLevel.Warning, "The database cannot be reached; what is to be published waits in it.")]
    private partial void LogDatabaseAway(Exception failure);

    [LoggerMessage(2211, LogLevel.Debug, "The publisher for {Platform} stops with {Count} calls under way.")]
    private partial void LogStopping(ChatPlatform platform, int count);
}
