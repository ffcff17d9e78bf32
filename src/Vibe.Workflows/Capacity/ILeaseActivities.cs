using Temporalio.Activities;

namespace Vibe.Workflows.Capacity;

/// <summary>How a build speaks to its pool.</summary>
public interface ILeaseActivities
{
    /// <summary>Asks for a lease, and starts the pool where it does not run.</summary>
    [Activity]
    Task RequestLeaseAsync(RequestLeaseInput input);

    /// <summary>Gives a lease back, or leaves the line.</summary>
    [Activity]
    Task ReleaseLeaseAsync(ReleaseLeaseInput input);
}
