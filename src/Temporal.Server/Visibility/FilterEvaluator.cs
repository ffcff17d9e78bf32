using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>Evaluates conditions in memory with SQL's three values: a comparison with an unset attribute is neither true nor false.</summary>
/// <remarks>The negative comparisons of lists and texts are true for unset ones, as they are on the real server.</remarks>
internal static class FilterEvaluator
{
    /// <summary>Whether the record is in the result.</summary>
    public static bool Matches(Filter? filter, VisibilityRecord record) => filter is null || Evaluate(filter, record) == true;

    private static bool? Evaluate(Filter filter, VisibilityRecord record) => filter switch
    {
        Filter.And(var left, var right) => Evaluate(left, record) & Evaluate(right, record),
        Filter.Or(var left, var right) => Evaluate(left, record) | Evaluate(right, record),
        Filter.Not(var inner) => !Evaluate(inner, record),
        Filter.IsNull(var attribute, var isNegated) => record.Get(attribute) is null != isNegated,
        Filter.Compare compare => Evaluate(compare, record.Get(compare.Attribute)),
        Filter.In search => Evaluate(search, record.Get(search.Attribute)),
        Filter.Between range => Evaluate(range, record.Get(range.Attribute)),
        _ => throw new NotSupportedException($"No rule for the condition {filter.GetType().Name}."),
    };

    private static bool? Evaluate(Filter.Compare compare, object? actual)
    {
        if (compare.Attribute.Type is IndexedValueType.KeywordList or IndexedValueType.Text)
        {
            var wanted = WordsOf(compare.Attribute, compare.Value);
            var contains = actual is string[] list && wanted.Any(list.Contains);
            return contains == (compare.Operator == FilterOperator.Equal);
        }

        if (compare.Operator is FilterOperator.StartsWith or FilterOperator.NotStartsWith)
        {
            return actual is string text && compare.Value is string prefix
                ? text.StartsWith(prefix, StringComparison.Ordinal) == (compare.Operator == FilterOperator.StartsWith)
                : null;
        }

        return Compare(actual, compare.Value) is not { } order ? null : compare.Operator switch
        {
            FilterOperator.Equal => order == 0,
            FilterOperator.NotEqual => order != 0,
            FilterOperator.Less => order < 0,
            FilterOperator.LessOrEqual => order <= 0,
            FilterOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static bool? Evaluate(Filter.In search, object? actual)
    {
        if (search.Attribute.Type == IndexedValueType.KeywordList)
        {
            return (actual is string[] list && search.Values.Any(value => list.Contains(value))) != search.IsNegated;
        }

        return actual is null ? null : search.Values.Any(value => Compare(actual, value) == 0) != search.IsNegated;
    }

    private static bool? Evaluate(Filter.Between range, object? actual) =>
        Compare(actual, range.Low) is { } low && Compare(actual, range.High) is { } high
            ? (low >= 0 && high <= 0) != range.IsNegated
            : null;

    private static IReadOnlyList<string> WordsOf(FilterAttribute attribute, object? value) =>
        value is not string text ? [] : attribute.Type == IndexedValueType.Text ? TextWords.Split(text) : [text];

    /// <summary>The order of two values; null where they do not compare.</summary>
    private static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (long a, double b) => ((double)a).CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        _ => null,
    };
}
