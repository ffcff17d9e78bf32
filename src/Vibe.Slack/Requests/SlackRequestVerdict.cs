namespace Vibe.Slack.Requests;

/// <summary>What the verification of a request found.</summary>
internal enum SlackRequestVerdict
{
    /// <summary>It comes from Slack.</summary>
    Genuine,

    /// <summary>There is no secret to check with; nothing passes.</summary>
    NoSecret,

    /// <summary>Timestamp or signature are missing.</summary>
    MissingHeader,

    /// <summary>The timestamp is no number.</summary>
    BadTimestamp,

    /// <summary>The timestamp is too old or lies in the future.</summary>
    StaleTimestamp,

    /// <summary>The signature is not that of this body.</summary>
    BadSignature,
}
