using System.Collections.Concurrent;
using Temporal.Server.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Server.Namespaces;

/// <summary>All namespaces in memory, written through to the catalogue. Changes are rare and go one after the other.</summary>
internal sealed class NamespaceDirectory(ICatalogStore catalog) : INamespaceDirectory, IDisposable
{
    private readonly ConcurrentDictionary<string, Entry> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry> _byId = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>All namespaces, by name.</summary>
    public IReadOnlyList<NamespaceRecord> All =>
        [.. _byName.Values.Select(entry => entry.Record).OrderBy(record => record.Name, StringComparer.Ordinal)];

    /// <summary>Reads what was registered before.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await catalog.LoadNamespacesAsync(cancellationToken))
        {
            Put(record);
        }
    }

    public NamespaceRef Resolve(string name) => ResolveEntry(name).Ref;

    public NamespaceRef? Find(string name) => _byName.TryGetValue(name, out var entry) ? entry.Ref : null;

    public NamespaceRef? FindById(string id) => _byId.TryGetValue(id, out var entry) ? entry.Ref : null;

    /// <summary>As <see cref="Resolve"/>, with everything that is kept.</summary>
    public NamespaceRecord ResolveRecord(string name) => ResolveEntry(name).Record;

    /// <summary>The namespace of that name, or null.</summary>
    public NamespaceRecord? FindRecord(string name) => _byName.TryGetValue(name, out var entry) ? entry.Record : null;

    /// <summary>The namespace with that id, or null.</summary>
    public NamespaceRecord? FindRecordById(string id) => _byId.TryGetValue(id, out var entry) ? entry.Record : null;

    /// <summary>Registers a namespace; false where the name is taken.</summary>
    public async Task<bool> TryAddAsync(NamespaceRecord record, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_byName.ContainsKey(record.Name))
            {
                return false;
            }

            await catalog.SaveNamespaceAsync(record, cancellationToken);
            Put(record);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Replaces a namespace by what <paramref name="change"/> makes of it, under the lock of all changes.</summary>
    public async Task<NamespaceRecord> ChangeAsync(
        string name, Func<NamespaceRecord, NamespaceRecord> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var before = ResolveEntry(name).Record;
            var after = change(before);
            if (!ReferenceEquals(before, after))
            {
                await catalog.SaveNamespaceAsync(after, cancellationToken);
                if (before.Name != after.Name)
                {
                    _byName.TryRemove(before.Name, out _);
                }

                Put(after);
            }

            return after;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Forgets a namespace whose runs are gone.</summary>
    public async Task RemoveAsync(string namespaceId, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await catalog.DeleteNamespaceAsync(namespaceId, cancellationToken);
            if (_byId.TryRemove(namespaceId, out var entry))
            {
                _byName.TryRemove(entry.Record.Name, out _);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Makes sure that a namespace is there with these search attributes: at start.</summary>
    public async Task EnsureAsync(
        string name, TimeSpan retention, IReadOnlyDictionary<string, IndexedValueType> searchAttributes, CancellationToken cancellationToken)
    {
        await TryAddAsync(new NamespaceRecord { Id = Guid.NewGuid().ToString(), Name = name, Retention = retention }, cancellationToken);
        await ChangeAsync(name, record => AddMissing(record, searchAttributes), cancellationToken);
    }

    public void Dispose() => _changing.Dispose();

    private static NamespaceRecord AddMissing(NamespaceRecord record, IReadOnlyDictionary<string, IndexedValueType> searchAttributes)
    {
        var all = record.SearchAttributes;
        foreach (var (name, type) in searchAttributes)
        {
            all = !all.TryGetValue(name, out var present)
                ? all.Add(name, type)
                : present == type
                    ? all
                    : throw new InvalidOperationException(
                        $"The search attribute {name} of the namespace {record.Name} has the type {present}, the configuration says {type}. Remove it with `temporal operator search-attribute remove` or change the configuration.");
        }

        return all.Count == record.SearchAttributes.Count ? record : record with { SearchAttributes = all };
    }

    private Entry ResolveEntry(string name)
    {
        if (_byName.TryGetValue(name, out var entry))
        {
            return entry;
        }

        throw name.Length == 0
            ? ServiceException.InvalidArgument("Namespace not set on request.")
            : new ServiceException(
                GrpcCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });
    }

    private void Put(NamespaceRecord record)
    {
        var entry = new Entry(record, new NamespaceRef(record.Id, record.Name));
        _byName[record.Name] = entry;
        _byId[record.Id] = entry;
    }

    private sealed record Entry(NamespaceRecord Record, NamespaceRef Ref);
}
