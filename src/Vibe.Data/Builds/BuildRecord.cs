using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Data.Builds;

/// <summary>A build as chat sees it. It follows the cards that the workflow publishes; the workflow itself is the authority.</summary>
public sealed record BuildRecord
{
    /// <summary>The build.</summary>
    public required BuildId Id { get; init; }

    /// <summary>The short id, written <c>#142</c>.</summary>
    public required long Number { get; init; }

    /// <summary>Who asked.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>Where it was asked for: a thread, or a channel.</summary>
    public required ThreadRef Thread { get; init; }

    /// <summary>The platform's id of the card's message, once it is there. Where <see cref="ThreadRef.Thread"/> is empty it is the root of the build's thread.</summary>
    public string? CardMessage { get; init; }

    /// <summary>The project whose policy holds.</summary>
    public required string Project { get; init; }

    /// <summary>The beginning of the request.</summary>
    public required string Title { get; init; }

    /// <summary>The stage of the latest card.</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, if it has.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>See <see cref="BuildRegistration.ReplyTo"/>.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The latest card, whether published or not; <see langword="null"/> before the workflow declared the first.</summary>
    public BuildCard? Card { get; init; }

    /// <summary>The place in line, where it waits.</summary>
    public LinePlace? Place { get; init; }

    /// <summary>Why builds wait in that line.</summary>
    public string? WaitReason { get; init; }

    /// <summary>The thread that notices and files go to: where it was asked for in a thread that one, else the one below the card.</summary>
    public ThreadRef Home => Thread.Thread is null ? Thread with { Thread = CardMessage } : Thread;
}
