using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Workflows.Builds;

/// <summary>What a thread should show, by reference; the activity lays the stored texts beside it and makes a <see cref="BuildCard"/> of it.</summary>
public sealed record CardState
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The short id.</summary>
    public required long Number { get; init; }

    /// <summary>Who asked.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>The pool that serves it, whose measured durations say how long it may take.</summary>
    public required string Pool { get; init; }

    /// <summary>The request; the card's title is its beginning.</summary>
    public required StoredText Request { get; init; }

    /// <summary>Where the build is.</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the present stage began.</summary>
    public required DateTimeOffset StageSince { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The share of the work that is done, from 0 to 1.</summary>
    public double ShareDone { get; init; }

    /// <summary>One line of our own on what is going on or went wrong; never a person's or a model's words.</summary>
    public string? Detail { get; init; }

    /// <summary>The use of models so far.</summary>
    public ModelUse? Use { get; init; }

    /// <summary>The round; 0 before the first result.</summary>
    public int Round { get; init; }

    /// <summary>What is decided on.</summary>
    public ArtifactDigest? Digest { get; init; }

    /// <summary>The review, stored under its digest.</summary>
    public ArtifactDigest? Review { get; init; }

    /// <summary>Why there is no review, in our own words; <see langword="null"/> where there is one or none was due yet.</summary>
    public string? ReviewFailure { get; init; }

    /// <summary>Who is waited for by name; <see langword="null"/> where anyone but the requester may decide.</summary>
    public IReadOnlyList<UserRef>? WaitingFor { get; init; }

    /// <summary>Until when people may decide.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The decision taken last.</summary>
    public DecisionState? Decision { get; init; }

    /// <summary>The buttons, in order.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];
}
