namespace Vibe.Core.Reviews;

/// <summary>The outcome of a review.</summary>
/// <param name="Findings">Heaviest first.</param>
/// <param name="Completed">False where the review ran out of its time (2 minutes) or failed: then nobody has looked, and the card says so.</param>
/// <param name="Note">One sentence on the whole; says why where the review did not complete.</param>
public sealed record ReviewSummary(IReadOnlyList<Finding> Findings, bool Completed, string? Note)
{
    /// <summary>The number of blocking findings.</summary>
    public int Blocking => Findings.Count(f => f.Severity == FindingSeverity.Blocking);
}
