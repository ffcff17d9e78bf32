using Vibe.Core.Builds;

namespace Vibe.Workflows.Builds;

/// <summary>The answer to an accepted decision; a refused one is a failure of the update.</summary>
public sealed record DecideOutput
{
    /// <summary>Where the build was when it was accepted.</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>One sentence for the person who decided.</summary>
    public required string Message { get; init; }

    /// <summary>When it took effect.</summary>
    public required DateTimeOffset At { get; init; }
}
