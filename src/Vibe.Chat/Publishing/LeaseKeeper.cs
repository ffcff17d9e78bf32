using Vibe.Chat.Settings;
using Vibe.Data.Outbox;

namespace Vibe.Chat.Publishing;

/// <summary>
/// Holds a row while a call for it is under way, so that a short lease is enough: a process that dies is followed within seconds, a slow call is not done twice.
/// Where the row cannot be held, the call is stopped before somebody else may take it.
/// </summary>
internal sealed class LeaseKeeper(IOutboxLeases outbox, PublishOptions options, TimeProvider time)
{
    /// <summary>Runs the call under the lease.</summary>
    public async Task<T> HoldAsync<T>(OutboxLease lease, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var calling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = new CancellationTokenSource();
        var keeping = KeepAsync(lease, calling, done.Token);
        try
        {
            return await call(calling.Token);
        }
        finally
        {
            await done.CancelAsync();
            await keeping;
        }
    }

    private async Task KeepAsync(OutboxLease lease, CancellationTokenSource calling, CancellationToken done)
    {
        var beat = options.LeaseDuration / 3;
        using var timer = new PeriodicTimer(beat, time);
        var heldSince = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                var asked = time.GetTimestamp();
                var isHeld = await RenewAsync(lease, beat, done);
                if (isHeld == true)
                {
                    heldSince = asked;
                }

                if (isHeld == false || time.GetElapsedTime(heldSince) >= options.LeaseDuration - beat)
                {
                    await calling.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The call has ended.
        }
    }

    /// <summary>False where somebody else has the row, nothing where the database does not say.</summary>
    private async Task<bool?> RenewAsync(OutboxLease lease, TimeSpan patience, CancellationToken done)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(done);
        limit.CancelAfter(patience);
        try
        {
            return await outbox.RenewAsync(lease, options.LeaseDuration, limit.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !done.IsCancellationRequested)
        {
            // Whatever it is: what counts is that the row is not known to be held.
            return null;
        }
    }
}
