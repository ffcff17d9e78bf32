using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;

namespace Vibe.Workflows.Builds;

/// <summary>How a build ended.</summary>
public sealed record BuildResult
{
    /// <summary>One of the ends (<see cref="BuildStages.IsEnd"/>).</summary>
    public required BuildStage Stage { get; init; }

    /// <summary>What was delivered or last decided on.</summary>
    public ArtifactDigest? Digest { get; init; }

    /// <summary>How many rounds it took.</summary>
    public required int Rounds { get; init; }

    /// <summary>The use of models over all rounds.</summary>
    public ModelUse? Use { get; init; }

    /// <summary>The refusal's code or the failure's type, where it ended by one.</summary>
    public string? Code { get; init; }
}
