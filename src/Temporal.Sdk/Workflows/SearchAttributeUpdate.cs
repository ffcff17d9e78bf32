using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A change of one search attribute, for <see cref="Workflow.UpsertTypedSearchAttributes"/>.</summary>
public abstract class SearchAttributeUpdate
{
    internal SearchAttributeUpdate(bool hasValue) => HasValue = hasValue;

    /// <summary>The attribute.</summary>
    public abstract SearchAttributeKey UntypedKey { get; }

    /// <summary>The new value.</summary>
    /// <exception cref="InvalidOperationException">The attribute is removed.</exception>
    public abstract object UntypedValue { get; }

    /// <summary>True when the attribute gets a value, false when it is removed.</summary>
    public bool HasValue { get; }

    /// <summary>Sets an attribute.</summary>
    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value) => new(key, value, true);

    /// <summary>Removes an attribute.</summary>
    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key) => new(key, default, false);
}
