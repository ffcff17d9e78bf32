namespace Vibe.Workflows.Builds;

/// <summary>What is checked as the first step of a build.</summary>
public sealed record ValidateInput
{
    /// <summary>The build's own input.</summary>
    public required BuildInput Build { get; init; }
}
