using System.Collections.Concurrent;
using Temporal.Server.Keys;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Visibility;

/// <summary>Visibility records in memory: all of them for the memory store, those of open runs for PostgreSQL.</summary>
internal sealed class VisibilityIndex : IVisibilityReader
{
    private readonly ConcurrentDictionary<RunKey, VisibilityRecord> _records = new();

    /// <summary>Inserts or replaces a run's record.</summary>
    public void Put(RunKey key, WorkflowExecutionInfo info) => _records[key] = new VisibilityRecord(key, info);

    /// <summary>Forgets a run.</summary>
    public void Remove(RunKey key) => _records.TryRemove(key, out _);

    /// <summary>Forgets all.</summary>
    public void Clear() => _records.Clear();

    /// <summary>Closed runs that closed before a time.</summary>
    public IReadOnlyList<RunKey> FindClosed(string namespaceId, DateTimeOffset closedBefore, int limit) =>
        [.. _records.Values
            .Where(record => record.Key.NamespaceId == namespaceId && record.CloseTicks < closedBefore.UtcTicks)
            .Select(record => record.Key)
            .Take(limit)];

    public Task<VisibilityPage> ListAsync(VisibilityRequest request, CancellationToken cancellationToken) => Task.FromResult(List(request));

    public Task<IReadOnlyDictionary<WorkflowExecutionStatus, long>> CountAsync(
        string namespaceId, Filter? where, CancellationToken cancellationToken) => Task.FromResult(Count(namespaceId, where));

    /// <summary>One page of what is in memory.</summary>
    public VisibilityPage List(VisibilityRequest request)
    {
        var page = new List<VisibilityRecord>();
        foreach (var record in Find(request.NamespaceId, request.Where))
        {
            if (request.After is not { } after || VisibilityPosition.Of(record).CompareTo(after) > 0)
            {
                page.Add(record);
            }
        }

        page.Sort(static (a, b) => VisibilityPosition.Of(a).CompareTo(VisibilityPosition.Of(b)));
        var executions = page.Take(request.PageSize).Select(record => record.Info).ToList();
        return new VisibilityPage(
            executions, page.Count > request.PageSize ? VisibilityPosition.Of(page[request.PageSize - 1]) : null);
    }

    /// <summary>Counts what is in memory.</summary>
    public IReadOnlyDictionary<WorkflowExecutionStatus, long> Count(string namespaceId, Filter? where)
    {
        var counts = new Dictionary<WorkflowExecutionStatus, long>();
        foreach (var record in Find(namespaceId, where))
        {
            counts[record.Info.Status] = counts.GetValueOrDefault(record.Info.Status) + 1;
        }

        return counts;
    }

    private IEnumerable<VisibilityRecord> Find(string namespaceId, Filter? where)
    {
        foreach (var (key, record) in _records)
        {
            if (key.NamespaceId == namespaceId && FilterEvaluator.Matches(where, record))
            {
                yield return record;
            }
        }
    }
}
