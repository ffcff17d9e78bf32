using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>What a platform knows of a person.</summary>
/// <param name="User">Who.</param>
/// <param name="Name">As the platform shows it.</param>
/// <param name="IsGuest">Whether the person is a guest in the workspace.</param>
public sealed record ChatPerson(UserRef User, string Name, bool IsGuest);
