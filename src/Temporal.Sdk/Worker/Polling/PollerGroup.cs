namespace Temporalio.Worker.Polling;

/// <summary>Polls that stand and fall together.</summary>
internal static class PollerGroup
{
    /// <summary>Runs pollers until told to stop. If one fails, the others are stopped too.</summary>
    public static async Task RunAsync<T>(IEnumerable<Poller<T>> pollers, CancellationToken stopping, CancellationToken aborting)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        var running = pollers.Select(poller => RunOneAsync(poller, stop, abort)).ToList();
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private static async Task RunOneAsync<T>(Poller<T> poller, CancellationTokenSource stop, CancellationTokenSource abort)
        where T : class
    {
        // Off the caller's thread: a poll that fails at once must not keep the others from starting.
        await Task.Yield();
        try
        {
            await poller.RunAsync(stop.Token, abort.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await abort.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
