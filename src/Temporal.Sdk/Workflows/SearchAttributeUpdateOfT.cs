using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A change of one search attribute of a known type.</summary>
/// <typeparam name="T">The attribute's type.</typeparam>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
{
    private readonly T? value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T? value, bool hasValue)
        : base(hasValue)
    {
        Key = key;
        this.value = value;
    }

    /// <summary>The attribute.</summary>
    public SearchAttributeKey<T> Key { get; }

    /// <inheritdoc/>
    public override SearchAttributeKey UntypedKey => Key;

    /// <summary>The new value.</summary>
    /// <exception cref="InvalidOperationException">The attribute is removed.</exception>
    public T Value => HasValue ? value! : throw new InvalidOperationException($"The update removes the attribute '{Key.Name}': it has no value.");

    /// <inheritdoc/>
    public override object UntypedValue => Value!;
}
