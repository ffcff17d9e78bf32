namespace Vibe.Data.Outbox;

/// <summary>What was published under a lease.</summary>
/// <param name="Revision">The revision that the message shows now.</param>
/// <param name="MessageId">The platform's id of the message or file.</param>
/// <param name="ShownLine">The fingerprint of the line as it was laid over the card; <see langword="null"/> where it was not.</param>
/// <param name="IsOutsideThread">Whether the card stands in the channel by itself because the thread that it was meant for is gone: then it is the root of the build's thread.</param>
public sealed record OutboxPublished(long Revision, string MessageId, string? ShownLine, bool IsOutsideThread = false);
