using Google.Protobuf;

namespace Temporalio.Worker.Engine.Paging;

/// <summary>Reads the pages of one run's history.</summary>
internal interface IHistoryPages
{
    /// <summary>Reads one page.</summary>
    /// <param name="token">Token of the page; empty: the first one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HistoryPage> FetchAsync(ByteString token, CancellationToken cancellationToken);
}
