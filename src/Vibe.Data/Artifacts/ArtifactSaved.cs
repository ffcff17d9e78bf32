using Vibe.Core.Artifacts;

namespace Vibe.Data.Artifacts;

/// <summary>What became of an artifact that was handed to the store.</summary>
public abstract record ArtifactSaved
{
    private ArtifactSaved()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="Summary">The files and the digest that binds them together.</param>
    public sealed record Stored(ArtifactSummary Summary) : ArtifactSaved;

    /// <summary>It breaks a limit, or a path is not one that may be stored; nothing was kept.</summary>
    /// <param name="Reason">One sentence with the limit and the actual figure.</param>
    public sealed record Refused(string Reason) : ArtifactSaved;
}
