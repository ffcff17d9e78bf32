using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Identity;
using Vibe.Core.Reviews;

namespace Vibe.Core.Cards;

/// <summary>
/// The state that a thread should show of one build, free of any platform. The workflow declares it, the outbox keeps the latest revision, adapters render it.
/// Place in line and expected wait are not in it: they are laid over it from the line's snapshot when it is rendered (<see cref="Capacity.LineSnapshot"/>).
/// </summary>
public sealed record BuildCard
{
    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The short id that people type and read, written <c>#142</c>.</summary>
    public required long Number { get; init; }

    /// <summary>The beginning of the request, at most 150 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Who asked.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>The project whose policy holds.</summary>
    public required string Project { get; init; }

    /// <summary>Where the build is.</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>When the build was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the present stage began.</summary>
    public required DateTimeOffset StageSince { get; init; }

    /// <summary>When the build ended, if it has.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long builds like this one take from slot to approval, from measured durations; <see langword="null"/> while nothing was measured.</summary>
    public TimeSpan? Expected { get; init; }

    /// <summary>The share of the work that is done, from 0 to 1.</summary>
    public double ShareDone { get; init; }

    /// <summary>One line on what is going on or what went wrong and what to do next.</summary>
    public string? Detail { get; init; }

    /// <summary>The model and its use so far.</summary>
    public ModelUse? Model { get; init; }

    /// <summary>What is decided on.</summary>
    public ArtifactSummary? Artifact { get; init; }

    /// <summary>What the review found.</summary>
    public ReviewSummary? Review { get; init; }

    /// <summary>Who is being waited for: the approvers by name, or <see langword="null"/> where anyone but the requester may decide.</summary>
    public IReadOnlyList<UserRef>? WaitingFor { get; init; }

    /// <summary>Until when people may decide.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The decision, once taken.</summary>
    public DecisionRecord? Decision { get; init; }

    /// <summary>The buttons to show, in order.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];

    /// <summary>The address of the run in a Temporal web UI, where one is configured.</summary>
    public Uri? RunLink { get; init; }

    /// <summary>What the card's buttons are bound to.</summary>
    public ActionTarget Target => new(BuildId, Artifact?.Round ?? 0, Artifact?.Digest);
}
