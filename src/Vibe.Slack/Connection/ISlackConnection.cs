namespace Vibe.Slack.Connection;

/// <summary>Whether and as whom Vibe is connected to Slack.</summary>
public interface ISlackConnection
{
    /// <summary>As whom, once that is known.</summary>
    SlackIdentity? Identity { get; }

    /// <summary>What is wrong and the next step, or <see langword="null"/> where nothing is known to be.</summary>
    string? Problem { get; }

    /// <summary>How many Socket Mode connections are open; <see langword="null"/> where Slack calls Vibe's addresses instead.</summary>
    int? OpenSockets { get; }

    /// <summary>Asks Slack who Vibe is (<c>auth.test</c>); the outcome is in <see cref="Identity"/> and <see cref="Problem"/>.</summary>
    Task<SlackIdentity?> CheckAsync(CancellationToken cancellationToken);
}
