using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>The name and type of a search attribute.</summary>
public class SearchAttributeKey : IEquatable<SearchAttributeKey>, IComparable<SearchAttributeKey>
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
    {
        Name = name;
        ValueType = valueType;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the type, as the server knows it.</summary>
    public IndexedValueType ValueType { get; }

    /// <summary>Compares by value.</summary>
    public static bool operator ==(SearchAttributeKey? left, SearchAttributeKey? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(SearchAttributeKey? left, SearchAttributeKey? right) => !(left == right);

    /// <summary>Compares by name, then type.</summary>
    public static bool operator <(SearchAttributeKey? left, SearchAttributeKey? right) => Comparer<SearchAttributeKey>.Default.Compare(left, right) < 0;

    /// <summary>Compares by name, then type.</summary>
    public static bool operator <=(SearchAttributeKey? left, SearchAttributeKey? right) => Comparer<SearchAttributeKey>.Default.Compare(left, right) <= 0;

    /// <summary>Compares by name, then type.</summary>
    public static bool operator >(SearchAttributeKey? left, SearchAttributeKey? right) => Comparer<SearchAttributeKey>.Default.Compare(left, right) > 0;

    /// <summary>Compares by name, then type.</summary>
    public static bool operator >=(SearchAttributeKey? left, SearchAttributeKey? right) => Comparer<SearchAttributeKey>.Default.Compare(left, right) >= 0;

    /// <summary>Creates a key of type bool.</summary>
    public static SearchAttributeKey<bool> CreateBool(string name) => new(name, IndexedValueType.Bool);

    /// <summary>Creates a key of type date and time.</summary>
    public static SearchAttributeKey<DateTimeOffset> CreateDateTimeOffset(string name) => new(name, IndexedValueType.Datetime);

    /// <summary>Creates a key of type double.</summary>
    public static SearchAttributeKey<double> CreateDouble(string name) => new(name, IndexedValueType.Double);

    /// <summary>Creates a key of type keyword: compared as a whole.</summary>
    public static SearchAttributeKey<string> CreateKeyword(string name) => new(name, IndexedValueType.Keyword);

    /// <summary>Creates a key of type keyword list.</summary>
    public static SearchAttributeKey<IReadOnlyCollection<string>> CreateKeywordList(string name) => new(name, IndexedValueType.KeywordList);

    /// <summary>Creates a key of type int (64 bits).</summary>
    public static SearchAttributeKey<long> CreateLong(string name) => new(name, IndexedValueType.Int);

    /// <summary>Creates a key of type text: searched by word.</summary>
    public static SearchAttributeKey<string> CreateText(string name) => new(name, IndexedValueType.Text);

    /// <inheritdoc />
    public bool Equals(SearchAttributeKey? other) => other is not null && Name == other.Name && ValueType == other.ValueType;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SearchAttributeKey);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, ValueType);

    /// <inheritdoc />
    public int CompareTo(SearchAttributeKey? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byName = string.CompareOrdinal(Name, other.Name);
        return byName != 0 ? byName : ValueType.CompareTo(other.ValueType);
    }
}
