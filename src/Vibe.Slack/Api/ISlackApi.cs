using System.Text.Json.Nodes;

namespace Vibe.Slack.Api;

/// <summary>Slack's Web API. One call is one attempt; outcomes are values.</summary>
internal interface ISlackApi
{
    /// <summary>Calls a method with a JSON body.</summary>
    Task<SlackAnswer> PostAsync(string method, JsonObject arguments, CancellationToken cancellationToken);

    /// <summary>Calls a method with form arguments, which every method takes and reading ones ask for.</summary>
    Task<SlackAnswer> FormAsync(string method, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken);

    /// <summary>Opens a Socket Mode connection: the address for one WebSocket.</summary>
    Task<SlackAnswer> OpenSocketAsync(CancellationToken cancellationToken);

    /// <summary>Sends a file's bytes to the address that Slack gave for them.</summary>
    Task<SlackAnswer> SendBytesAsync(Uri address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Answers at the address that came with an event.</summary>
    Task<SlackAnswer> RespondAsync(Uri address, JsonObject message, CancellationToken cancellationToken);
}
