namespace Vibe.Core.Cards;

/// <summary>What a button on a card does.</summary>
public enum CardAction
{
    /// <summary>Approves the shown artifact.</summary>
    Approve,

    /// <summary>Opens a dialog for feedback; the build goes another round.</summary>
    RequestChanges,

    /// <summary>Opens a dialog for the reason; the build ends.</summary>
    Reject,

    /// <summary>Opens the content of exactly the shown artifact.</summary>
    ViewArtifact,

    /// <summary>Calls the build off.</summary>
    Cancel,

    /// <summary>Runs the failed stage of a parked build again.</summary>
    Retry,

    /// <summary>Gives a parked build up.</summary>
    Discard,
}
