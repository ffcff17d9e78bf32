using Google.Protobuf;
using Temporal.Server.Grpc;
using Temporal.Server.Limits;
using Temporal.Server.Namespaces;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>Says whether search attributes may be set, with the real server's texts.</summary>
internal sealed class SearchAttributeChecker(NamespaceDirectory namespaces, SearchAttributeLimits limits) : ISearchAttributeChecker
{
    public void Check(string namespaceName, SearchAttributes? attributes)
    {
        if (attributes is null || attributes.IndexedFields.Count == 0)
        {
            return;
        }

        if (attributes.IndexedFields.Count > limits.Keys)
        {
            throw ServiceException.InvalidArgument(
                $"number of search attributes {attributes.IndexedFields.Count} exceeds limit {limits.Keys}");
        }

        var custom = namespaces.ResolveRecord(namespaceName).SearchAttributes;
        var total = 0;
        foreach (var (name, payload) in attributes.IndexedFields)
        {
            var type = TypeOf(namespaceName, name, custom);
            if (!SearchAttributeValues.TryDecode(payload, type, out _, out var shown))
            {
                throw ServiceException.InvalidArgument(
                    $"invalid value for search attribute {name} of type {SearchAttributeCatalog.NameOf(type)}: {shown}");
            }

            if (payload.Data.Length > limits.ValueSize)
            {
                throw ServiceException.InvalidArgument(
                    $"search attribute {name} value size {payload.Data.Length} exceeds size limit {limits.ValueSize}");
            }

            total += name.Length + payload.Data.Length;
        }

        if (total > limits.TotalSize)
        {
            throw ServiceException.InvalidArgument($"total size of search attributes {total} exceeds size limit {limits.TotalSize}");
        }
    }

    public SearchAttributes? Typed(string namespaceName, SearchAttributes? attributes)
    {
        if (attributes is null || attributes.IndexedFields.Count == 0)
        {
            return attributes;
        }

        var custom = namespaces.ResolveRecord(namespaceName).SearchAttributes;
        var typed = attributes.Clone();
        foreach (var (name, payload) in typed.IndexedFields)
        {
            payload.Metadata["type"] = ByteString.CopyFromUtf8(SearchAttributeCatalog.NameOf(TypeOf(namespaceName, name, custom)));
        }

        return typed;
    }

    private static IndexedValueType TypeOf(string namespaceName, string name, IReadOnlyDictionary<string, IndexedValueType> custom)
    {
        if (SearchAttributeCatalog.System.ContainsKey(name))
        {
            throw ServiceException.InvalidArgument($"{name} attribute can't be set in SearchAttributes");
        }

        return SearchAttributeCatalog.Predefined.TryGetValue(name, out var type) || custom.TryGetValue(name, out type)
            ? type
            : throw ServiceException.InvalidArgument($"Namespace {namespaceName} has no mapping defined for search attribute {name}");
    }
}
