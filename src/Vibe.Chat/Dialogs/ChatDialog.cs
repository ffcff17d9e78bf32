using Vibe.Chat.Artifacts;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Chat.Dialogs;

/// <summary>
/// A dialog to open for one person. What is sent in comes back as an <see cref="Inbound.InboundEvent"/> of kind <see cref="Inbound.InboundKind.DialogSubmission"/> with
/// this thread and target.
/// </summary>
public abstract record ChatDialog
{
    private ChatDialog()
    {
    }

    /// <summary>For whom.</summary>
    public required UserRef User { get; init; }

    /// <summary>Where it was asked for.</summary>
    public required ThreadRef Thread { get; init; }

    /// <summary>The event's <see cref="Inbound.InboundEvent.TriggerId"/>.</summary>
    public required string? TriggerId { get; init; }

    /// <summary>Asks what should change (<see cref="DialogKind.RequestChanges"/>).</summary>
    /// <param name="Number">The build's short id.</param>
    /// <param name="Target">What the card showed.</param>
    public sealed record AskChanges(long Number, ActionTarget Target) : ChatDialog;

    /// <summary>Asks why it is rejected (<see cref="DialogKind.Reject"/>); the reason may stay empty.</summary>
    /// <param name="Number">The build's short id.</param>
    /// <param name="Target">What the card showed.</param>
    public sealed record AskReason(long Number, ActionTarget Target) : ChatDialog;

    /// <summary>Asks for the request (<see cref="DialogKind.Build"/>).</summary>
    /// <param name="Prefilled">The text of the message whose shortcut was chosen.</param>
    public sealed record AskBuild(string Prefilled) : ChatDialog;

    /// <summary>Shows the content of exactly the artifact that the card showed.</summary>
    /// <param name="Number">The build's short id.</param>
    /// <param name="Artifact">The content.</param>
    public sealed record ShowArtifact(long Number, ArtifactView Artifact) : ChatDialog;
}
