namespace Vibe.Models.Sample;

/// <summary>How the sample model fails when it is told to.</summary>
public enum SampleFailure
{
    /// <summary>As a server that is down.</summary>
    Unavailable,

    /// <summary>As a server that takes no more requests.</summary>
    RateLimited,

    /// <summary>By never answering, until the time-out.</summary>
    Silent,

    /// <summary>By a stream that ends in the middle.</summary>
    StreamCut,

    /// <summary>By an answer that is not valid JSON.</summary>
    InvalidAnswer,

    /// <summary>By a refusal.</summary>
    Refused,
}
