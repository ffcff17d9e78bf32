namespace Temporal.Server.Namespaces;

/// <summary>Where namespaces and their search attributes survive a restart.</summary>
internal interface ICatalogStore
{
    /// <summary>The name of this service's installation: made once, the same after a restart.</summary>
    string ClusterId { get; }

    /// <summary>What the real server's <c>GetClusterInfo</c> names the kind of store.</summary>
    string Kind { get; }

    /// <summary>All namespaces.</summary>
    Task<IReadOnlyList<NamespaceRecord>> LoadNamespacesAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces a namespace by its id; durable when it completes.</summary>
    Task SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancellationToken);

    /// <summary>Forgets a namespace. Its runs are deleted one by one before.</summary>
    Task DeleteNamespaceAsync(string namespaceId, CancellationToken cancellationToken);
}
