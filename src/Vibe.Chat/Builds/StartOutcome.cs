namespace Vibe.Chat.Builds;

/// <summary>What became of the start of a build.</summary>
internal enum StartOutcome
{
    /// <summary>It runs now.</summary>
    Started,

    /// <summary>It was started before.</summary>
    AlreadyStarted,

    /// <summary>The workflow service could not be reached.</summary>
    Unavailable,
}
