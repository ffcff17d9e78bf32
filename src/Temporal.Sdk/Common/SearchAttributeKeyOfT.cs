using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>The name and type of a search attribute, with the type of its values.</summary>
public class SearchAttributeKey<T> : SearchAttributeKey
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
        : base(name, valueType)
    {
    }

    /// <summary>States, for a workflow's upsert, that the attribute gets a value.</summary>
    public SearchAttributeUpdate<T> ValueSet(T value) => SearchAttributeUpdate.ValueSet(this, value);

    /// <summary>States, for a workflow's upsert, that the attribute is removed.</summary>
    public SearchAttributeUpdate<T> ValueUnset() => SearchAttributeUpdate.ValueUnset(this);
}
