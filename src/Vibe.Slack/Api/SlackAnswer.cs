using System.Text.Json;

namespace Vibe.Slack.Api;

/// <summary>What became of a call to the Web API.</summary>
internal abstract record SlackAnswer
{
    private SlackAnswer()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Root">The whole answer.</param>
    /// <param name="Scopes">The scopes that the token has, where the answer tells.</param>
    public sealed record Ok(JsonElement Root, IReadOnlyList<string> Scopes) : SlackAnswer;

    /// <summary>Slack refuses.</summary>
    /// <param name="Code">Slack's word.</param>
    /// <param name="Detail">What more it says: the missing scope, or what is wrong with the blocks.</param>
    public sealed record Refused(string Code, string Detail) : SlackAnswer;

    /// <summary>Slack asks to wait; nothing was done.</summary>
    /// <param name="RetryAfter">For how long.</param>
    /// <param name="IsForChannel">Whether only this channel is meant.</param>
    public sealed record RateLimited(TimeSpan RetryAfter, bool IsForChannel) : SlackAnswer;

    /// <summary>It did not work now.</summary>
    /// <param name="Code">A short word.</param>
    /// <param name="MayBeDone">Whether Slack may have done it all the same.</param>
    public sealed record Unavailable(string Code, bool MayBeDone) : SlackAnswer;
}
