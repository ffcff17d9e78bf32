namespace Vibe.Core.Identity;

/// <summary>Where a conversation takes place.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Workspace">Slack's team id, Teams' tenant id, or <c>web</c>.</param>
/// <param name="Channel">The channel, group or direct conversation.</param>
/// <param name="Thread">
/// The root message of the thread, or <see langword="null"/> for the channel itself: what is posted there first then becomes the root of a thread.
/// </param>
public sealed record ThreadRef(ChatPlatform Platform, string Workspace, string Channel, string? Thread);
