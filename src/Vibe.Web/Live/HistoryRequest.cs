namespace Vibe.Web.Live;

/// <summary>What a page asks for that looks further back.</summary>
/// <param name="User">Who looks.</param>
/// <param name="Channel">Where.</param>
/// <param name="Before">Before the message of this order.</param>
/// <param name="Thread">The message whose thread alone is wanted.</param>
internal sealed record HistoryRequest(string? User, string? Channel, long? Before, string? Thread);
