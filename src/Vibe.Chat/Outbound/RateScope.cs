namespace Vibe.Chat.Outbound;

/// <summary>What a limit counts by.</summary>
public enum RateScope
{
    /// <summary>Each channel has its own.</summary>
    Channel,

    /// <summary>All channels of a workspace share it.</summary>
    Workspace,
}
