namespace Vibe.Core.Builds;

/// <summary>How a build's workflow ended without the build having a say.</summary>
public enum OutsideEndKind
{
    /// <summary>Somebody terminated it.</summary>
    Terminated,

    /// <summary>A time limit of the workflow ran out.</summary>
    TimedOut,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was cancelled and could not tell.</summary>
    Cancelled,

    /// <summary>It ended by itself, but its end was not kept here: the database is older than the end.</summary>
    Finished,

    /// <summary>Temporal does not know it: it was deleted, or Temporal's data were lost.</summary>
    Unknown,

    /// <summary>It never began.</summary>
    NotStarted,
}
