using Vibe.Core.Policies;

namespace Vibe.Workflows.Builds;

/// <summary>The policy that holds, or why the request is refused.</summary>
public sealed record ValidateOutput
{
    /// <summary>The project's policy as configured now.</summary>
    public required ProjectPolicy Policy { get; init; }

    /// <summary>One of <see cref="RefusalCodes"/>; <see langword="null"/> where all is well.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>The reason for the person, without the request's words.</summary>
    public string? RefusalReason { get; init; }
}
