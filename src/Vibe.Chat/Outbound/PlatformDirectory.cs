using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>The adapters of this process by their platform.</summary>
internal sealed class PlatformDirectory(IEnumerable<IChatPlatform> platforms)
{
    private readonly Dictionary<ChatPlatform, IChatPlatform> byPlatform = platforms.ToDictionary(p => p.Platform);

    public IReadOnlyCollection<IChatPlatform> All => byPlatform.Values;

    public IChatPlatform? Find(ChatPlatform platform) => byPlatform.GetValueOrDefault(platform);
}
