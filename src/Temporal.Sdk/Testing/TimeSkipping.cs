using Temporalio.Api.TestService.V1;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>Lets the server's clock jump while somebody waits for a result, unless that is switched off.</summary>
internal sealed class TimeSkipping
{
    private int disabled;

    /// <summary>No skipping at all.</summary>
    public static TimeSkipping? Off => null;

    /// <summary>Switches skipping off until disposed of.</summary>
    public IDisposable Disable()
    {
        Interlocked.Increment(ref disabled);
        return new Switch(this);
    }

    /// <summary>Runs code during which the clock may jump.</summary>
    public async Task<T> DuringAsync<T>(TestService service, Func<Task<T>> func)
    {
        if (Volatile.Read(ref disabled) > 0)
        {
            return await func().ConfigureAwait(false);
        }

        await service.UnlockTimeSkippingAsync(new UnlockTimeSkippingRequest()).ConfigureAwait(false);
        try
        {
            return await func().ConfigureAwait(false);
        }
        finally
        {
            await service.LockTimeSkippingAsync(new LockTimeSkippingRequest()).ConfigureAwait(false);
        }
    }

    private sealed class Switch(TimeSkipping owner) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref owner.disabled);
            }
        }
    }
}
