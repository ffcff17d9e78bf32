using System.Collections.Concurrent;
using Temporal.Server.Storage;

namespace Temporal.Server.Execution;

/// <summary>The workflow ids that are in memory: all with an open run, and those in use just now.</summary>
internal sealed class WorkflowTable(IStore store)
{
    private readonly ConcurrentDictionary<(string NamespaceId, string WorkflowId), WorkflowEntry> _entries = new();

    /// <summary>The entry of a workflow id, with its newest run read. It may be retired by the time its lock is taken: then ask again.</summary>
    public async ValueTask<WorkflowEntry> GetAsync(string namespaceId, string workflowId)
    {
        var key = (namespaceId, workflowId);
        if (!_entries.TryGetValue(key, out var entry))
        {
            var loading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var fresh = new WorkflowEntry(namespaceId, workflowId) { Loaded = loading.Task };
            entry = _entries.GetOrAdd(key, fresh);
            if (ReferenceEquals(entry, fresh))
            {
                await LoadAsync(fresh, loading);
            }
        }

        if (!entry.Loaded.IsCompletedSuccessfully)
        {
            await entry.Loaded;
        }

        return entry;
    }

    /// <summary>The entry if it is in memory and ready.</summary>
    public WorkflowEntry? Find(string namespaceId, string workflowId) =>
        _entries.TryGetValue((namespaceId, workflowId), out var entry) && entry.Loaded.IsCompletedSuccessfully ? entry : null;

    /// <summary>For recovery: an entry whose newest run is known.</summary>
    public WorkflowEntry Add(string namespaceId, string workflowId) =>
        _entries.GetOrAdd((namespaceId, workflowId), static key => new WorkflowEntry(key.NamespaceId, key.WorkflowId));

    /// <summary>Under the entry's lock: forgets it, because nothing is open and all is durable.</summary>
    public void Retire(WorkflowEntry entry)
    {
        entry.IsRetired = true;
        _entries.TryRemove(new KeyValuePair<(string, string), WorkflowEntry>((entry.NamespaceId, entry.WorkflowId), entry));
    }

    /// <summary>The engine ends: no clock calls its runs any more.</summary>
    public void Close()
    {
        foreach (var entry in _entries.Values)
        {
            lock (entry.Gate)
            {
                entry.Run?.Deadlines.Close();
            }
        }
    }

    private async Task LoadAsync(WorkflowEntry entry, TaskCompletionSource loading)
    {
        try
        {
            entry.Current = await store.ReadCurrentRunAsync(entry.NamespaceId, entry.WorkflowId, CancellationToken.None);
            loading.SetResult();
        }
        catch (Exception error)
        {
            _entries.TryRemove(new KeyValuePair<(string, string), WorkflowEntry>((entry.NamespaceId, entry.WorkflowId), entry));
            loading.SetException(error);
            throw;
        }
    }
}
