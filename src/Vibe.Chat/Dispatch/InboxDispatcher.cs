using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Builds;
using Vibe.Chat.Commands;
using Vibe.Chat.Failures;
using Vibe.Chat.Inbound;
using Vibe.Chat.Settings;
using Vibe.Core.Builds;
using Vibe.Data.Changes;
using Vibe.Data.Inbox;

namespace Vibe.Chat.Dispatch;

/// <summary>
/// Hands stored events to the router: at once when one is stored here, and again when a process that held them died. Events of one person are
/// taken one after the other, different people at the same time.
/// </summary>
internal sealed partial class InboxDispatcher(
    IInboxStore inbox, EventRouter router, PrivateAnswers answers, EndedBuilds ended, IChangeFeed changes, DispatchOptions options, TimeProvider time, ILogger<InboxDispatcher> logger)
    : BackgroundService
{
    private readonly HashSet<Task> inFlight = [];
    private int busy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(ChangeKind.Inbox);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var leased = await LeaseAsync(stoppingToken);
                foreach (var person in leased.GroupBy(l => Read(l)?.User))
                {
                    Begin([.. person], subscription, stoppingToken);
                }

                if (leased.Count == 0)
                {
                    await subscription.WaitAsync(options.PollInterval, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping(inFlight.Count);
        }

        await Task.WhenAll(Snapshot());
    }

    private async Task<IReadOnlyList<InboxLease>> LeaseAsync(CancellationToken cancellationToken)
    {
        var free = options.Concurrency - Volatile.Read(ref busy);
        if (free <= 0)
        {
            return [];
        }

        try
        {
            return await inbox.LeaseAsync(free, options.LeaseDuration, cancellationToken);
        }
        catch (Exception failure) when (DataFailures.IsAway(failure))
        {
            LogDatabaseAway(failure);
            return [];
        }
    }

    private void Begin(InboxLease[] leases, ChangeSubscription subscription, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref busy, leases.Length);
        var work = RunAsync(leases, subscription, cancellationToken);
        lock (inFlight)
        {
            inFlight.Add(work);
            inFlight.RemoveWhere(t => t.IsCompleted);
        }
    }

    private async Task RunAsync(InboxLease[] leases, ChangeSubscription subscription, CancellationToken cancellationToken)
    {
        // The loop goes on leasing at once.
        await Task.Yield();
        foreach (var lease in leases)
        {
            try
            {
                await HandleAsync(lease, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref busy);
                subscription.Raise();
            }
        }
    }

    /// <summary>Ends in every case with the row's next state recorded, or with the lease left to run out where the database is away.</summary>
    private async Task HandleAsync(InboxLease lease, CancellationToken cancellationToken)
    {
        try
        {
            if (Read(lease) is not { } received)
            {
                LogUnreadable(lease.Id);
                await inbox.BuryAsync(lease, "The stored event cannot be read by this version.", cancellationToken);
                return;
            }

            await SettleAsync(new Delivery(received, lease), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await GiveBackAsync(lease);
        }
        catch (Exception failure) when (DataFailures.IsAway(failure))
        {
            LogDatabaseAway(failure);
        }
#pragma warning disable CA1031 // What goes wrong while an outcome is recorded must not keep the events behind it; the lease runs out and the event comes again.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(failure, lease.Id, lease.Attempt);
        }
    }

    private async Task SettleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            switch (await router.RouteAsync(delivery, cancellationToken))
            {
                case HandlerResult.Wait wait when time.GetUtcNow() - delivery.Lease.WaitsSince < options.LongestWait:
                    LogWaiting(delivery.Lease.Id, wait.Why);
                    await inbox.RetryAsync(delivery.Lease, PauseAfter(delivery.Lease.Attempt), wait.Why, cancellationToken);
                    break;
                case HandlerResult.Wait wait:
                    await GiveUpAsync(delivery, wait.Why, cancellationToken);
                    break;
                default:
                    await inbox.CompleteAsync(delivery.Lease, cancellationToken);
                    break;
            }
        }
#pragma warning disable CA1031 // A fault of one event is recorded with it and must not end the dispatcher.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && !DataFailures.IsAway(failure))
#pragma warning restore CA1031
        {
            LogFailed(failure, delivery.Lease.Id, delivery.Lease.Attempt);
            var failures = delivery.Lease.Failures + 1;
            if (failures < options.Attempts)
            {
                await inbox.FailAsync(delivery.Lease, PauseAfter(failures), failure.ToString(), cancellationToken);
            }
            else
            {
                await GiveUpAsync(delivery, failure.ToString(), cancellationToken);
            }
        }
    }

    private async Task GiveUpAsync(Delivery delivery, string error, CancellationToken cancellationToken)
    {
        LogGivenUp(delivery.Lease.Id);
        await answers.TellAsync(delivery, PrivateAnswers.Final, Answers.GivenUp, cancellationToken);
        await ended.GiveUpAsync(BuildId.FromEvent(delivery.Event.Key.ToString()), cancellationToken);
        await inbox.BuryAsync(delivery.Lease, error, cancellationToken);
    }

    /// <summary>The process stops: another one, or the next start, takes the event at once instead of after the lease.</summary>
    private async Task GiveBackAsync(InboxLease lease)
    {
        try
        {
            await inbox.RetryAsync(lease, TimeSpan.Zero, "The process stopped.", CancellationToken.None);
        }
        catch (Exception failure) when (DataFailures.IsAway(failure))
        {
            LogDatabaseAway(failure);
        }
    }

    private TimeSpan PauseAfter(int attempt)
    {
        var pause = options.FirstPause * Math.Pow(2, Math.Min(attempt - 1, 10));
        return pause < options.LongestPause ? pause : options.LongestPause;
    }

    private Task[] Snapshot()
    {
        lock (inFlight)
        {
            return [.. inFlight];
        }
    }

    private static Inbound.InboundEvent? Read(InboxLease lease)
    {
        try
        {
            return ChatJson.Read(lease.Payload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(2110, LogLevel.Debug, "The dispatcher stops with {Count} events in work.")]
    private partial void LogStopping(int count);

    [LoggerMessage(2111, LogLevel.Warning, "The database cannot be reached; events wait in it.")]
    private partial void LogDatabaseAway(Exception failure);

    [LoggerMessage(2112, LogLevel.Error, "Event {Id} cannot be read and was given up.")]
    private partial void LogUnreadable(long id);

    [LoggerMessage(2113, LogLevel.Information, "Event {Id} waits: {Why}")]
    private partial void LogWaiting(long id, string why);

    [LoggerMessage(2114, LogLevel.Error, "Event {Id} failed in attempt {Attempt}.")]
    private partial void LogFailed(Exception failure, long id, int attempt);

    [LoggerMessage(2115, LogLevel.Error, "Event {Id} was given up; it is listed among the dead events.")]
    private partial void LogGivenUp(long id);
}
