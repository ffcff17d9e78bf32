using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>A file on its way. An upload takes several calls; between them the adapter records how far it has come, and after a crash it goes on from there.</summary>
public sealed record FileMessage
{
    /// <summary>Unique per file; where the platform allows, it goes into the message's metadata.</summary>
    public required string Key { get; init; }

    /// <summary>The build's thread.</summary>
    public required ThreadRef Thread { get; init; }

    /// <summary>Name, digest and comment.</summary>
    public required FileDelivery File { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What an earlier attempt recorded last; <see langword="null"/> on the first.</summary>
    public string? Progress { get; init; }

    /// <summary>Records progress durably before the upload goes on. False means that another process has taken over: stop and return <see cref="DeliveryOutcome.Unavailable"/>.</summary>
    public required Func<string, CancellationToken, Task<bool>> RecordProgressAsync { get; init; }
}
