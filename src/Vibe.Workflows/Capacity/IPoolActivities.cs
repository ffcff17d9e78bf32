using Temporalio.Activities;

namespace Vibe.Workflows.Capacity;

/// <summary>What a pool has done for it.</summary>
public interface IPoolActivities
{
    /// <summary>Takes the line by query and publishes it.</summary>
    [Activity]
    Task<PublishLineOutput> PublishLineAsync(PublishLineInput input);

    /// <summary>
    /// Looks every second or two whether those who hold a lease or wait still run, and tells the pool who does not (<see cref="CapacityNames.Gone"/>).
    /// Returns when nobody holds or waits. Whom to look at it takes by query, so that watching adds nothing to any history.
    /// </summary>
    [Activity]
    Task WatchOwnersAsync(WatchOwnersInput input);
}
