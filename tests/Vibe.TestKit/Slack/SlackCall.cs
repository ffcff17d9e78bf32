using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>A call that came in.</summary>
/// <param name="Method">The method.</param>
/// <param name="Arguments">Its arguments; nested ones are read.</param>
/// <param name="Token">The token that it carried.</param>
public sealed record SlackCall(string Method, JsonObject Arguments, string? Token);
