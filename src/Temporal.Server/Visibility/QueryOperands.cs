using System.Globalization;
using Temporal.Server.Limits;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>Names and values of a query: which attribute is meant, what it may be compared with.</summary>
internal static class QueryOperands
{
    private static readonly long EpochTicks = DateTimeOffset.UnixEpoch.UtcTicks;

    /// <summary>The attribute of that name.</summary>
    /// <exception cref="Grpc.ServiceException">There is none.</exception>
    public static FilterAttribute Find(string name, IReadOnlyDictionary<string, IndexedValueType> custom) =>
        SearchAttributeCatalog.System.TryGetValue(name, out var type) ? new(name, type, IsSystem: true)
        : SearchAttributeCatalog.Predefined.TryGetValue(name, out type) || custom.TryGetValue(name, out type) ? new(name, type, IsSystem: false)
        : throw QueryErrors.Expression($"column name '{name}' is not a valid search attribute");

    /// <summary>Refuses operators that the attribute's type does not have.</summary>
    public static void CheckOperator(FilterAttribute attribute, string word, string expression)
    {
        var isSupported = attribute.Type switch
        {
            IndexedValueType.Text => word is "=" or "!=",
            IndexedValueType.KeywordList => word is "=" or "!=" or "in" or "not in",
            _ => true,
        };
        if (!isSupported)
        {
            throw QueryErrors.Expression(
                $"operator '{word}' not supported for {SearchAttributeCatalog.NameOf(attribute.Type)} type search attribute in `{expression}`");
        }
    }

    /// <summary>Refuses ranges over types without an order.</summary>
    public static void CheckRange(FilterAttribute attribute)
    {
        if (attribute.Type is IndexedValueType.Text or IndexedValueType.KeywordList or IndexedValueType.Bool)
        {
            throw QueryErrors.Expression(
                $"cannot do range condition on search attribute '{attribute.Name}' of type {SearchAttributeCatalog.NameOf(attribute.Type)}");
        }
    }

    /// <summary>The value in the attribute's type; null where it cannot equal any value of that type.</summary>
    public static object? Convert(FilterAttribute attribute, QueryLiteral literal) => attribute.Name switch
    {
        "ExecutionStatus" => ConvertStatus(literal.Value),
        "ExecutionDuration" => ConvertDuration(literal.Value),
        _ => attribute.Type switch
        {
            IndexedValueType.Int => ConvertInt(literal.Value),
            IndexedValueType.Double => ConvertDouble(literal.Value),
            IndexedValueType.Bool => ConvertBool(literal.Value),
            IndexedValueType.Datetime => ConvertTime(literal.Value),
            _ => System.Convert.ToString(literal.Value, CultureInfo.InvariantCulture),
        },
    };

    private static string ConvertStatus(object value) => value switch
    {
        string text when Enum.GetNames<WorkflowExecutionStatus>().Contains(text) && text != nameof(WorkflowExecutionStatus.Unspecified) => text,
        long number => ((WorkflowExecutionStatus)number).ToString(),
        _ => throw QueryErrors.Expression($"invalid ExecutionStatus value '{value}'"),
    };

    private static object? ConvertDuration(object value) => value switch
    {
        long nanoseconds => nanoseconds,
        string text when DurationText.TryParse(text, out var nanoseconds) => nanoseconds,
        double => null,
        _ => throw Grpc.ServiceException.InvalidArgument(
            $"invalid query: invalid value for search attribute ExecutionDuration: {value} (invalid duration)"),
    };

    private static object? ConvertTime(object value) => value switch
    {
        long nanoseconds => EpochTicks + (nanoseconds / TimeSpan.NanosecondsPerTick),
        string text when SearchAttributeValues.TryParseTime(text, out var ticks) => ticks,
        string text => throw QueryErrors.Expression($"unable to parse datetime '{text}'"),
        _ => null,
    };

    private static object? ConvertInt(object value) => value switch
    {
        long => value,
        double => value,
        bool flag => flag ? 1L : 0L,
        string text when long.TryParse(text, out var number) => number,
        _ => null,
    };

    private static object? ConvertDouble(object value) => value switch
    {
        double => value,
        long number => (double)number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static object? ConvertBool(object value) => value switch
    {
        bool => value,
        1L => true,
        0L => false,
        _ => null,
    };
}
