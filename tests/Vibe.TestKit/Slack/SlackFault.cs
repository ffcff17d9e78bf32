namespace Vibe.TestKit.Slack;

/// <summary>How a call of the Web API fails.</summary>
public sealed record SlackFault
{
    private SlackFault()
    {
    }

    /// <summary>No fault: the call is done.</summary>
    public static SlackFault None { get; } = new() { Code = "none" };

    internal int Status { get; private init; } = 200;

    internal string Code { get; private init; } = "internal_error";

    internal TimeSpan? RetryAfter { get; private init; }

    internal bool IsHang { get; private init; }

    internal bool IsReset { get; private init; }

    /// <summary>Whether the call is done before it fails.</summary>
    internal bool IsAfterwards { get; private init; }

    /// <summary>429 with Retry-After.</summary>
    public static SlackFault RateLimited(TimeSpan wait) => new() { Status = 429, Code = "ratelimited", RetryAfter = wait };

    /// <summary>200 with an error code, as Slack refuses.</summary>
    public static SlackFault Error(string code) => new() { Code = code };

    /// <summary>A status of the server's own.</summary>
    public static SlackFault Http(int status) => new() { Status = status };

    /// <summary>No answer comes.</summary>
    public static SlackFault Hang() => new() { IsHang = true };

    /// <summary>The connection breaks before anything is done.</summary>
    public static SlackFault Reset() => new() { IsReset = true };

    /// <summary>The call is done, but the connection breaks before the answer.</summary>
    public static SlackFault DoneThenReset() => new() { IsReset = true, IsAfterwards = true };

    /// <summary>The call is done, but no answer comes.</summary>
    public static SlackFault DoneThenHang() => new() { IsHang = true, IsAfterwards = true };
}
