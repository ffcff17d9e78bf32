using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Identity;

namespace Vibe.Workflows.Builds;

/// <summary>What a build starts with. The request's text is stored before (it is a row, not part of the history).</summary>
public sealed record BuildInput
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The short id that people type and read.</summary>
    public required long Number { get; init; }

    /// <summary>Who asked.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>Whether the platform says that the requester is a guest.</summary>
    public bool RequesterIsGuest { get; init; }

    /// <summary>Where the card is shown; its thread may still be unknown.</summary>
    public required ThreadRef Thread { get; init; }

    /// <summary>The project, already selected from the command or the channel.</summary>
    public required string Project { get; init; }

    /// <summary>The request as stored.</summary>
    public required StoredText Request { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Limits and times; the defaults are the product's.</summary>
    public BuildSettings Settings { get; init; } = new();

    /// <summary>Set by the workflow itself when it continues as new after many rounds.</summary>
    public BuildCarryOver? CarryOver { get; init; }
}
