using Temporal.Server.Storage;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>Reads events: from memory where the run is open and they are recent, from the store otherwise.</summary>
internal sealed class HistoryReader(IStore store)
{
    /// <summary>About how many bytes of a history go into one answer.</summary>
    public const int PageBytes = 2 * 1024 * 1024;

    /// <summary>Events from <paramref name="from"/> until before <paramref name="next"/>, as many as a page holds; at least one if there is any.</summary>
    public async Task<List<HistoryEvent>> ReadAsync(HistoryRange range, long from, long next, int maximumEvents, CancellationToken cancellationToken)
    {
        var events = new List<HistoryEvent>();
        var bytes = 0L;
        while (from < next && events.Count < maximumEvents && bytes < PageBytes)
        {
            if (range.Run is { } run)
            {
                lock (run.Entry.Gate)
                {
                    if (run.History.TryRead(from, Math.Min(next, from + maximumEvents - events.Count), events))
                    {
                        return events;
                    }
                }
            }

            var batches = await store.ReadHistoryAsync(range.Key, from, next, PageBytes, cancellationToken);
            if (batches.Count == 0)
            {
                return events;
            }

            foreach (var batch in batches)
            {
                bytes += batch.Events.Length;
                foreach (var entry in Temporalio.Api.History.V1.History.Parser.ParseFrom(batch.Events.Span).Events)
                {
                    if (entry.EventId >= from && entry.EventId < next && events.Count < maximumEvents)
                    {
                        events.Add(entry);
                        from = entry.EventId + 1;
                    }
                }
            }
        }

        return events;
    }

    /// <summary>One event, or null.</summary>
    public async Task<HistoryEvent?> ReadOneAsync(HistoryRange range, long eventId, CancellationToken cancellationToken) =>
        (await ReadAsync(range, eventId, eventId + 1, 1, cancellationToken)).FirstOrDefault();
}
