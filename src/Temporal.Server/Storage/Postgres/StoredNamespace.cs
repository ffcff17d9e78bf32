using System.Collections.Immutable;
using System.Text.Json;
using Temporal.Server.Namespaces;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Storage.Postgres;

/// <summary>Namespaces as JSON documents.</summary>
internal static class StoredNamespace
{
    public static string Write(NamespaceRecord record) => JsonSerializer.Serialize(new Document(
        record.Id,
        record.Name,
        (int)record.State,
        record.Description,
        record.OwnerEmail,
        record.Data.ToDictionary(),
        record.Retention.Ticks,
        record.SearchAttributes.ToDictionary(pair => pair.Key, pair => (int)pair.Value)));

    public static NamespaceRecord Read(string json)
    {
        var document = JsonSerializer.Deserialize<Document>(json) ?? throw new InvalidOperationException("A stored namespace is empty.");
        return new NamespaceRecord
        {
            Id = document.Id,
            Name = document.Name,
            State = (NamespaceState)document.State,
            Description = document.Description,
            OwnerEmail = document.OwnerEmail,
            Data = document.Data.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Retention = TimeSpan.FromTicks(document.RetentionTicks),
            SearchAttributes = document.SearchAttributes.ToImmutableSortedDictionary(
                pair => pair.Key, pair => (IndexedValueType)pair.Value, StringComparer.Ordinal),
        };
    }

    private sealed record Document(
        string Id,
        string Name,
        int State,
        string Description,
        string OwnerEmail,
        Dictionary<string, string> Data,
        long RetentionTicks,
        Dictionary<string, int> SearchAttributes);
}
