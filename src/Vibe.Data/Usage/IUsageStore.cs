using Vibe.Core.Builds;
using Vibe.Core.Cards;

namespace Vibe.Data.Usage;

/// <summary>Tokens, cost and durations, measured.</summary>
public interface IUsageStore
{
    /// <summary>Records what a stage took, once per key.</summary>
    Task RecordAsync(UsageEntry entry, CancellationToken cancellationToken);

    /// <summary>What the models took for a build so far; <see langword="null"/> before the first call. The names are those of the latest call.</summary>
    Task<ModelUse?> TotalAsync(BuildId build, CancellationToken cancellationToken);

    /// <summary>The median duration of the latest records (at most 50) of a stage in a pool; <see langword="null"/> while nothing was measured.</summary>
    Task<TimeSpan?> TypicalAsync(string pool, string stage, CancellationToken cancellationToken);
}
