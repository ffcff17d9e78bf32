using Vibe.Core.Builds;
using Vibe.Core.Reviews;

namespace Vibe.Web.Messages;

/// <summary>A card as the page draws it.</summary>
internal sealed record WebCard
{
    /// <summary>The short id.</summary>
    public required long Number { get; init; }

    /// <summary>The request's beginning.</summary>
    public required string Title { get; init; }

    /// <summary>Where the build is.</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>The stage in words.</summary>
    public required string StageLabel { get; init; }

    /// <summary>working, decide, good, bad or quiet.</summary>
    public required string Tone { get; init; }

    /// <summary>The step; 0 off the normal way.</summary>
    public int Step { get; init; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double ShareDone { get; init; }

    /// <summary>One line on what goes on.</summary>
    public string? Detail { get; init; }

    /// <summary>The place in line.</summary>
    public WebWait? Wait { get; init; }

    /// <summary>The decision in words.</summary>
    public string? Decision { get; init; }

    /// <summary>Who asked, by name.</summary>
    public required string Requester { get; init; }

    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The expected time in seconds.</summary>
    public double? ExpectedSeconds { get; init; }

    /// <summary>Until when people may decide.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Who is waited for, in words.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>The model and its use.</summary>
    public WebModelUse? Model { get; init; }

    /// <summary>The round of the artifact.</summary>
    public int Round { get; init; }

    /// <summary>The digest that a decision is bound to.</summary>
    public string? Digest { get; init; }

    /// <summary>In bytes.</summary>
    public long TotalSize { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<WebCardFile>? Files { get; init; }

    /// <summary>What the review found.</summary>
    public ReviewSummary? Review { get; init; }

    /// <summary>The buttons.</summary>
    public required IReadOnlyList<WebCardButton> Actions { get; init; }

    /// <summary>What the buttons are bound to.</summary>
    public required string Target { get; init; }

    /// <summary>The run in a Temporal web UI.</summary>
    public Uri? RunLink { get; init; }
}
