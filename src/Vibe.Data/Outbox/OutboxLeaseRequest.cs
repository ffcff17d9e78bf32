using Vibe.Core.Identity;

namespace Vibe.Data.Outbox;

/// <summary>What a publisher is ready to publish now.</summary>
public sealed record OutboxLeaseRequest
{
    /// <summary>The platforms that it speaks.</summary>
    public required IReadOnlyList<ChatPlatform> Platforms { get; init; }

    /// <summary>At most so many rows.</summary>
    public required int Count { get; init; }

    /// <summary>At most so many rows of one channel, so that a busy channel does not take all.</summary>
    public required int PerChannel { get; init; }

    /// <summary>After this time without an outcome they are handed out again.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// What may not be used now, as <see cref="OutboxScopes"/> writes it: channels or workspaces whose limit for sending, editing or uploading is used up.
    /// </summary>
    public IReadOnlyList<string> Closed { get; init; } = [];
}
