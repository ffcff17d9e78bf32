using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Temporal.Server.Keys;
using Temporal.Server.Namespaces;
using Temporal.Server.Visibility;

namespace Temporal.Server.Storage;

/// <summary>A store that ends with the process: for tests and for services that need no memory of yesterday.</summary>
internal sealed class MemoryStore(VisibilityIndex visibility) : IStore, ICatalogStore, IClosedRunStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunKey, Run> _runs = [];
    private readonly Dictionary<(string NamespaceId, string WorkflowId), CurrentRun> _current = [];
    private readonly ConcurrentDictionary<string, NamespaceRecord> _namespaces = new(StringComparer.Ordinal);

    public string ClusterId { get; } = Guid.NewGuid().ToString();

    public string Kind => "memory";

    public Task CommitAsync(StoreCommit commit)
    {
        lock (_gate)
        {
            foreach (var write in commit.Runs)
            {
                CheckVersion(write);
            }

            foreach (var write in commit.Runs)
            {
                Apply(write);
            }
        }

        return Task.CompletedTask;
    }

    public Task RenewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async IAsyncEnumerable<StoredRun> LoadOpenRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A fresh process has none; a server that is started again on the same store object does.
        await Task.CompletedTask;
        List<StoredRun> open;
        lock (_gate)
        {
            open = [.. _runs.Where(pair => !pair.Value.IsClosed).Select(pair => pair.Value.ToStored(pair.Key))];
        }

        foreach (var run in open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return run;
        }
    }

    public ValueTask<CurrentRun?> ReadCurrentRunAsync(string namespaceId, string workflowId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_current.GetValueOrDefault((namespaceId, workflowId)));
        }
    }

    public ValueTask<StoredRun?> ReadRunAsync(RunKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_runs.TryGetValue(key, out var run) ? run.ToStored(key) : null);
        }
    }

    public ValueTask<IReadOnlyList<HistoryBatch>> ReadHistoryAsync(
        RunKey key, long firstEventId, long nextEventId, int maximumBytes, CancellationToken cancellationToken)
    {
        var found = new List<HistoryBatch>();
        lock (_gate)
        {
            if (_runs.TryGetValue(key, out var run))
            {
                long size = 0;
                for (var index = run.FindBatch(firstEventId); index < run.History.Count; index++)
                {
                    var batch = run.History[index];
                    if (batch.FirstEventId >= nextEventId || (found.Count > 0 && size + batch.Events.Length > maximumBytes))
                    {
                        break;
                    }

                    found.Add(batch);
                    size += batch.Events.Length;
                }
            }
        }

        return ValueTask.FromResult<IReadOnlyList<HistoryBatch>>(found);
    }

    public Task DeleteRunAsync(RunKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _runs.Remove(key);
            if (_current.TryGetValue((key.NamespaceId, key.WorkflowId), out var current) && current.RunId == key.RunId)
            {
                _current.Remove((key.NamespaceId, key.WorkflowId));
            }

            visibility.Remove(key);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<NamespaceRecord>> LoadNamespacesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NamespaceRecord>>([.. _namespaces.Values]);

    public Task SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancellationToken)
    {
        _namespaces[record.Id] = record;
        return Task.CompletedTask;
    }

    public Task DeleteNamespaceAsync(string namespaceId, CancellationToken cancellationToken)
    {
        _namespaces.TryRemove(namespaceId, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunKey>> FindClosedAsync(
        string namespaceId, DateTimeOffset closedBefore, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(visibility.FindClosed(namespaceId, closedBefore, limit));

    public Task<IReadOnlyList<RunKey>> FindAllAsync(string namespaceId, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<RunKey>>([.. _runs.Keys.Where(key => key.NamespaceId == namespaceId).Take(limit)]);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void CheckVersion(RunWrite write)
    {
        var stored = _runs.TryGetValue(write.Key, out var run) ? run.Version : 0;
        if (stored != write.Version - 1)
        {
            throw new InvalidOperationException($"Run {write.Key.RunId}: write {write.Version} follows write {stored}.");
        }
    }

    private void Apply(RunWrite write)
    {
        if (!_runs.TryGetValue(write.Key, out var run))
        {
            run = new Run();
            _runs.Add(write.Key, run);
        }

        run.Version = write.Version;
        run.State = write.State;
        run.IsClosed = write.IsClosed;
        run.History.AddRange(write.History);
        run.Apply(write.Parts);
        if (write.Current is { } current)
        {
            _current[(write.Key.NamespaceId, write.Key.WorkflowId)] = current;
        }

        if (write.Visibility is { } info)
        {
            visibility.Put(write.Key, info);
        }
    }

    private sealed class Run
    {
        private Dictionary<(int Kind, string Id), ReadOnlyMemory<byte>>? _parts;

        public long Version { get; set; }

        public bool IsClosed { get; set; }

        public ReadOnlyMemory<byte> State { get; set; }

        public List<HistoryBatch> History { get; } = [];

        public void Apply(IReadOnlyList<RunPart> parts)
        {
            foreach (var part in parts)
            {
                if (part.Data is { } data)
                {
                    (_parts ??= [])[(part.Kind, part.Id)] = data;
                }
                else
                {
                    _parts?.Remove((part.Kind, part.Id));
                }
            }

            if (IsClosed)
            {
                _parts = null;
            }
        }

        /// <summary>The index of the batch that holds the event, by halving.</summary>
        public int FindBatch(long eventId)
        {
            int low = 0, high = History.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (History[middle].NextEventId <= eventId)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }

        public StoredRun ToStored(RunKey key) =>
            new(key, Version, IsClosed, State, _parts is null ? [] : [.. _parts.Select(pair => new RunPart(pair.Key.Kind, pair.Key.Id, pair.Value))]);
    }
}
