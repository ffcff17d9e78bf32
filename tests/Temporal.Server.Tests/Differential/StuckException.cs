using Vibe.TestKit;

namespace Temporal.Server.Tests.Differential;

/// <summary>A scenario cannot go on: what its script waits for does not come.</summary>
internal sealed class StuckException(string message) : Exception(message)
{
    /// <summary>Waits until something holds.</summary>
    /// <exception cref="StuckException">It never does.</exception>
    public static async Task UnlessAsync(Func<Task<bool>> holds, string expectation, TimeSpan within)
    {
        try
        {
            await Eventually.TrueAsync(holds, expectation, within);
        }
        catch (TimeoutException late)
        {
            throw new StuckException(late.Message);
        }
    }
}
