namespace Vibe.Workflows.Builds;

/// <summary>Asks for the policy of a project as configured now; read again when a round of approval begins.</summary>
public sealed record ReadPolicyInput
{
    /// <summary>The project.</summary>
    public required string Project { get; init; }
}
