namespace Vibe.Data.Texts;

/// <summary>What a text is.</summary>
public enum TextKind
{
    /// <summary>What was asked for.</summary>
    Request,

    /// <summary>What was said with a decision: feedback for another round, the reason of a rejection.</summary>
    Decision,

    /// <summary>What a model was told.</summary>
    Prompt,

    /// <summary>What a model answered.</summary>
    Answer,

    /// <summary>What a review found.</summary>
    Review,
}
