namespace Temporalio.Common;

/// <summary>How a workflow moves between the versions of a worker deployment.</summary>
public enum VersioningBehavior
{
    /// <summary>Not versioned.</summary>
    Unspecified = 0,

    /// <summary>Stays on the version that it started on.</summary>
    Pinned = 1,

    /// <summary>Moves to the current version with its next task.</summary>
    AutoUpgrade = 2,
}
