using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;

namespace Temporalio.Common;

/// <summary>Search attributes with their values; does not change.</summary>
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    /// <summary>No attributes.</summary>
    public static readonly SearchAttributeCollection Empty = new(new Dictionary<SearchAttributeKey, object>());

    internal SearchAttributeCollection(IReadOnlyDictionary<SearchAttributeKey, object> values) => UntypedValues = values;

    /// <summary>Gets the values, unset ones left out.</summary>
    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues { get; }

    /// <summary>Gets the number of attributes.</summary>
    public int Count => UntypedValues.Count;

    /// <summary>Reads the attributes of a message; those without a known type or with a null value are left out.</summary>
    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        var values = new Dictionary<SearchAttributeKey, object>(searchAttributes.IndexedFields.Count);
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            if (SearchAttributePayloads.Read(name, payload) is { } entry)
            {
                values[entry.Key] = entry.Value;
            }
        }

        return values.Count == 0 ? Empty : new(values);
    }

    /// <summary>Gets a value.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T Get<T>(SearchAttributeKey<T> key) => TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"There is no search attribute {key.Name} of type {key.ValueType}.");

    /// <summary>Gets a value if there is one.</summary>
    public bool TryGetValue<T>(SearchAttributeKey<T> key, [MaybeNullWhen(false)] out T value)
    {
        if (UntypedValues.TryGetValue(key, out var found))
        {
            value = (T)found;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Says whether there is an attribute of this name, whatever its type.</summary>
    public bool ContainsKey(string key) => UntypedValues.Keys.Any(k => k.Name == key);

    /// <summary>Says whether there is an attribute of this name and type.</summary>
    public bool ContainsKey<T>(SearchAttributeKey<T> key) => UntypedValues.ContainsKey(key);

    /// <summary>Writes the attributes as a message.</summary>
    public SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (key, value) in UntypedValues)
        {
            proto.IndexedFields.Add(key.Name, SearchAttributePayloads.Write(key, value));
        }

        return proto;
    }

    /// <inheritdoc />
    public IEnumerator<SearchAttributeKey> GetEnumerator() => UntypedValues.Keys.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Collects attributes.</summary>
    public class Builder
    {
        private readonly Dictionary<SearchAttributeKey, object> values = [];

        /// <summary>Starts with nothing.</summary>
        public Builder()
        {
        }

        /// <summary>Starts with the attributes of a collection.</summary>
        public Builder(SearchAttributeCollection searchAttributes) => Set(searchAttributes);

        /// <summary>Sets an attribute; one of the same name and another type is replaced.</summary>
        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull
        {
            ArgumentNullException.ThrowIfNull(value);
            Unset(key.Name);
            values[key] = value;
            return this;
        }

        /// <summary>Sets the attributes of a collection.</summary>
        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            foreach (var (key, value) in searchAttributes.UntypedValues)
            {
                Unset(key.Name);
                values[key] = value;
            }

            return this;
        }

        /// <summary>Removes an attribute.</summary>
        public Builder Unset(SearchAttributeKey key)
        {
            values.Remove(key);
            return this;
        }

        /// <summary>Removes the attribute of this name.</summary>
        public Builder Unset(string name)
        {
            if (values.Keys.FirstOrDefault(k => k.Name == name) is { } key)
            {
                values.Remove(key);
            }

            return this;
        }

        /// <summary>Makes the collection.</summary>
        public SearchAttributeCollection ToSearchAttributeCollection() => new(new Dictionary<SearchAttributeKey, object>(values));
    }
}
