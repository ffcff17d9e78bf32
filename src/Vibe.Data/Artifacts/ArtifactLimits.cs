namespace Vibe.Data.Artifacts;

/// <summary>How large an artifact may be.</summary>
public sealed record ArtifactLimits
{
    /// <summary>The most files of one artifact; 200 by default.</summary>
    public int Files { get; init; } = 200;

    /// <summary>The most bytes of all files of one artifact together; 10,000,000 by default.</summary>
    public long TotalBytes { get; init; } = 10_000_000;
}
