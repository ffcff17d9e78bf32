namespace Vibe.Core.Builds;

/// <summary>Where a build is on its way. The order is that of the way; what follows <see cref="Done"/> are the other ends.</summary>
public enum BuildStage
{
    /// <summary>The request is checked.</summary>
    Validating,

    /// <summary>It waits in line for a slot on a model.</summary>
    Queued,

    /// <summary>The model writes the files.</summary>
    Generating,

    /// <summary>A second call reviews them.</summary>
    Reviewing,

    /// <summary>The model mends what the review found to be blocking.</summary>
    Fixing,

    /// <summary>People decide.</summary>
    AwaitingApproval,

    /// <summary>What was approved is handed over.</summary>
    Delivering,

    /// <summary>It was delivered.</summary>
    Done,

    /// <summary>An approver said no.</summary>
    Rejected,

    /// <summary>Nobody decided before the deadline.</summary>
    Expired,

    /// <summary>Somebody who may do so called it off.</summary>
    Cancelled,

    /// <summary>A stage failed for good; it waits for Retry or Discard.</summary>
    Parked,

    /// <summary>It was parked and given up.</summary>
    Discarded,

    /// <summary>The first step of the build found that it must not be made (a policy or limit that changed since it was asked for).</summary>
    Refused,
}
