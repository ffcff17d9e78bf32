using Vibe.Chat.Settings;
using Vibe.Data.Changes;
using Vibe.Data.Outbox;

namespace Vibe.Chat.Publishing;

/// <summary>What every platform's loop works with.</summary>
internal sealed record PublishParts(IOutboxLeases Outbox, RowPublisher Rows, IChangeFeed Changes, PublishOptions Options, TimeProvider Time);
