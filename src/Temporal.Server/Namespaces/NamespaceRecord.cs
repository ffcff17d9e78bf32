using System.Collections.Immutable;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Namespaces;

/// <summary>A namespace as it is kept.</summary>
internal sealed record NamespaceRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public NamespaceState State { get; init; } = NamespaceState.Registered;

    public string Description { get; init; } = string.Empty;

    public string OwnerEmail { get; init; } = string.Empty;

    public ImmutableSortedDictionary<string, string> Data { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How long closed runs are kept.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>The custom search attributes, by name.</summary>
    public ImmutableSortedDictionary<string, IndexedValueType> SearchAttributes { get; init; } =
        ImmutableSortedDictionary<string, IndexedValueType>.Empty.WithComparers(StringComparer.Ordinal);
}
