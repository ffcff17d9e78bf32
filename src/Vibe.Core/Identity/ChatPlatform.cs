namespace Vibe.Core.Identity;

/// <summary>A chat system that Vibe speaks.</summary>
public enum ChatPlatform
{
    /// <summary>Slack.</summary>
    Slack,

    /// <summary>Microsoft Teams.</summary>
    Teams,

    /// <summary>The built-in web chat; its people never match those of another platform.</summary>
    Web,
}
