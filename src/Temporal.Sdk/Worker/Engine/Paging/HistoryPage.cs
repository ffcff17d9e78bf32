using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine.Paging;

/// <summary>A page of history.</summary>
/// <param name="Events">Its events.</param>
/// <param name="NextPageToken">Token of the next page; empty: it is the last one.</param>
internal sealed record HistoryPage(IReadOnlyList<HistoryEvent> Events, ByteString NextPageToken);
