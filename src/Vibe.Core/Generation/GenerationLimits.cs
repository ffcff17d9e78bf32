namespace Vibe.Core.Generation;

/// <summary>What a model's answer may hold at most; beyond it the answer is not valid and is asked for again.</summary>
public static class GenerationLimits
{
    /// <summary>Files in one answer.</summary>
    public const int Files = 50;

    /// <summary>Characters in a path.</summary>
    public const int PathLength = 200;

    /// <summary>Characters in one file.</summary>
    public const int FileLength = 400_000;

    /// <summary>Characters in all files together.</summary>
    public const int TotalLength = 2_000_000;

    /// <summary>Findings in one review; more are dropped, the heaviest stay.</summary>
    public const int Findings = 50;

    /// <summary>Characters in a summary, a note or a finding's message; more is cut.</summary>
    public const int SentenceLength = 1_000;
}
