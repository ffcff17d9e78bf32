using System.Globalization;
using Vibe.Chat.Texts;
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

    /// <summary>What is said beside it: who approved it and when, then the file's own comment.</summary>
    public ChatText Comment => File.Approval is { } approval
        ? ChatText.Of("Approved by ").Person(approval.By).Words(string.Create(CultureInfo.InvariantCulture, $" on {approval.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC.")).Line(File.Comment)
        : ChatText.Of(File.Comment);

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What an earlier attempt recorded last; <see langword="null"/> on the first.</summary>
    public string? Progress { get; init; }

    /// <summary>Records progress durably before the upload goes on. False means that another process has taken over: stop and return <see cref="DeliveryOutcome.Unavailable"/>.</summary>
    public required Func<string, CancellationToken, Task<bool>> RecordProgressAsync { get; init; }
}
