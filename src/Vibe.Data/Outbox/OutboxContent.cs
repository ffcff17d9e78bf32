using Vibe.Core.Cards;
using Vibe.Data.Serialization;

namespace Vibe.Data.Outbox;

/// <summary>Reads what a row of the outbox holds.</summary>
public static class OutboxContent
{
    /// <summary>The card of a row of kind <see cref="OutboxKind.Card"/>.</summary>
    public static BuildCard ReadCard(OutboxLease lease) => DataJson.Read<BuildCard>(lease.Content);

    /// <summary>The notice of a row of kind <see cref="OutboxKind.Notice"/>.</summary>
    public static Notice ReadNotice(OutboxLease lease) => DataJson.Read<Notice>(lease.Content);

    /// <summary>The file of a row of kind <see cref="OutboxKind.File"/>.</summary>
    public static FileDelivery ReadFile(OutboxLease lease) => DataJson.Read<FileDelivery>(lease.Content);
}
