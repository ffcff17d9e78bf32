namespace Vibe.Models.Sample;

/// <summary>One thing that the sample model can make.</summary>
internal sealed record SampleBlueprint
{
    /// <summary>The folder of its templates.</summary>
    public required string Folder { get; init; }

    /// <summary>What it is, as the end of "… was made as …".</summary>
    public required string Kind { get; init; }

    /// <summary>The words of a request that mean it; the earliest word in a request wins.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The faults of its first draft.</summary>
    public required IReadOnlyList<SampleFlaw> Flaws { get; init; }

    /// <summary>What a review notes about the finished sample.</summary>
    public required string Remark { get; init; }
}
