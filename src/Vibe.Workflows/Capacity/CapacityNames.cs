namespace Vibe.Workflows.Capacity;

/// <summary>The names by which a capacity pool is reached.</summary>
public static class CapacityNames
{
    /// <summary>The workflow's type; its input is a <see cref="CapacityInput"/>; it never ends by itself.</summary>
    public const string WorkflowType = "Capacity";

    /// <summary>The signal that asks for a lease: <see cref="LeaseRequest"/>.</summary>
    public const string Request = "request";

    /// <summary>The signal that gives a lease back or leaves the line: <see cref="LeaseRelease"/>.</summary>
    public const string Release = "release";

    /// <summary>The signal that says that owners ended: <see cref="OwnersGone"/>.</summary>
    public const string Gone = "owners-gone";

    /// <summary>The signal that sets slots and times anew: <see cref="PoolSettings"/>.</summary>
    public const string Configure = "configure";

    /// <summary>The signal to an owner by which the pool grants a lease: <see cref="LeaseGranted"/>.</summary>
    public const string Granted = "lease-granted";

    /// <summary>The signal to an owner by which the pool takes a lease back when its time is over: <see cref="LeaseEnded"/>.</summary>
    public const string Ended = "lease-ended";

    /// <summary>The query for the line: <see cref="Core.Capacity.LineSnapshot"/>.</summary>
    public const string Line = "line";

    /// <summary>The query for those who hold a lease or wait: <see cref="PoolOwners"/>.</summary>
    public const string Owners = "owners";

    /// <summary>The workflow id of a pool.</summary>
    public static string WorkflowId(string pool) => $"capacity-{pool}";
}
