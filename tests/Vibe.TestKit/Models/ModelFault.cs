namespace Vibe.TestKit.Models;

/// <summary>How <see cref="FakeModelServer"/> fails a call.</summary>
public enum ModelFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>No byte ever comes.</summary>
    Silent,

    /// <summary>Half of the answer comes, then nothing.</summary>
    Stalls,

    /// <summary>429 with Retry-After.</summary>
    RateLimited,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>Half of the answer comes, then the stream ends as if it were complete.</summary>
    Cut,

    /// <summary>Half of the answer comes, then the connection is reset.</summary>
    Reset,

    /// <summary>A line that is not JSON stands in the stream.</summary>
    BrokenProtocol,

    /// <summary>The answer is complete, but its text is not JSON.</summary>
    InvalidAnswer,

    /// <summary>The answer is JSON of another shape than asked for.</summary>
    WrongShape,

    /// <summary>Every piece of the answer comes late, but it comes.</summary>
    Slow,

    /// <summary>The model refuses.</summary>
    Refusal,

    /// <summary>The prompt is too long.</summary>
    ContextOverflow,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>429 because the account is empty.</summary>
    NoQuota,

    /// <summary>404.</summary>
    UnknownModel,

    /// <summary>400 for another reason.</summary>
    BadRequest,
}
