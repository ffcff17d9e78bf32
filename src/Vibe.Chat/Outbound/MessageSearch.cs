using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>A message that may have been sent before a crash.</summary>
/// <param name="Key">What its metadata says.</param>
/// <param name="Thread">Where it would be: a reply of the thread, or without one a message of the channel.</param>
/// <param name="NotBefore">It cannot be older than this.</param>
public sealed record MessageSearch(string Key, ThreadRef Thread, DateTimeOffset NotBefore);
