using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Temporal.Server.Visibility;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Storage.Postgres;

/// <summary>Conditions as SQL over the table of closed runs; the same meaning as <see cref="FilterEvaluator"/>. Every value is a parameter.</summary>
internal sealed class FilterSql(NpgsqlParameterCollection parameters)
{
    private readonly StringBuilder _sql = new();

    /// <summary>The condition's text; its values are added to the parameters.</summary>
    public string Translate(Filter filter)
    {
        Write(filter);
        return _sql.ToString();
    }

    private void Write(Filter filter)
    {
        _sql.Append('(');
        switch (filter)
        {
            case Filter.And(var left, var right):
                WritePair(left, " and ", right);
                break;
            case Filter.Or(var left, var right):
                WritePair(left, " or ", right);
                break;
            case Filter.Not(var inner):
                _sql.Append("not ");
                Write(inner);
                break;
            case Filter.IsNull(var attribute, var isNegated):
                _sql.Append(attribute.IsSystem ? Column(attribute) : $"attributes -> {Text(attribute.Name)}")
                    .Append(isNegated ? " is not null" : " is null");
                break;
            case Filter.Compare compare:
                Write(compare);
                break;
            case Filter.In search:
                Write(search);
                break;
            case Filter.Between range:
                WriteRange(range);
                break;
            default:
                throw new NotSupportedException($"No SQL for the condition {filter.GetType().Name}.");
        }

        _sql.Append(')');
    }

    private void WritePair(Filter left, string word, Filter right)
    {
        Write(left);
        _sql.Append(word);
        Write(right);
    }

    private void Write(Filter.Compare compare)
    {
        if (compare.Attribute.Type is IndexedValueType.KeywordList or IndexedValueType.Text)
        {
            string[] words = compare.Value is not string text ? []
                : compare.Attribute.Type == IndexedValueType.Text ? TextWords.Split(text)
                : [text];
            WriteContains(compare.Attribute, words, isNegated: compare.Operator != FilterOperator.Equal);
        }
        else if (compare.Operator is FilterOperator.StartsWith or FilterOperator.NotStartsWith)
        {
            if (compare.Value is string prefix && compare.Attribute.Type == IndexedValueType.Keyword)
            {
                _sql.Append(compare.Operator == FilterOperator.NotStartsWith ? "not " : string.Empty)
                    .Append($"starts_with({Column(compare.Attribute)}, {Text(prefix)})");
            }
            else
            {
                WriteUnknown();
            }
        }
        else if (Value(compare.Attribute, compare.Value) is { } value)
        {
            _sql.Append($"{Column(compare.Attribute)} {Sign(compare.Operator)} {value}");
        }
        else
        {
            WriteUnknown();
        }
    }

    private void Write(Filter.In search)
    {
        if (search.Attribute.Type == IndexedValueType.KeywordList)
        {
            WriteContains(search.Attribute, [.. search.Values.OfType<string>()], search.IsNegated);
            return;
        }

        var values = search.Values.Select(value => Value(search.Attribute, value)).OfType<string>().ToList();
        var column = Column(search.Attribute);
        if (values.Count == 0)
        {
            _sql.Append($"{column} is not null and {(search.IsNegated ? "true" : "false")}");
            return;
        }

        _sql.Append($"{column}{(search.IsNegated ? " not" : string.Empty)} in ({string.Join(", ", values)})");
    }

    private void WriteRange(Filter.Between range)
    {
        if (Value(range.Attribute, range.Low) is { } low && Value(range.Attribute, range.High) is { } high)
        {
            _sql.Append($"{Column(range.Attribute)}{(range.IsNegated ? " not" : string.Empty)} between {low} and {high}");
        }
        else
        {
            WriteUnknown();
        }
    }

    private void WriteContains(FilterAttribute attribute, string[] words, bool isNegated)
    {
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = words, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var list = $"${parameters.Count}";
        _sql.Append(isNegated ? "not " : string.Empty).Append($"coalesce(attributes -> {Text(attribute.Name)} ?| {list}, false)");
    }

    private void WriteUnknown() => _sql.Append("null::boolean");

    private string Column(FilterAttribute attribute) => attribute.IsSystem ? SystemColumn(attribute.Name) : attribute.Type switch
    {
        IndexedValueType.Keyword => $"(attributes ->> {Text(attribute.Name)}) collate \"C\"",
        IndexedValueType.Bool => Guarded(attribute.Name, "boolean", "boolean"),
        _ => Guarded(attribute.Name, "number", "numeric"),
    };

    /// <summary>Null where the stored value is of another type: the attribute was removed and made again.</summary>
    private string Guarded(string name, string jsonType, string sqlType)
    {
        var key = Text(name);
        return $"(case when jsonb_typeof(attributes -> {key}) = '{jsonType}' then (attributes ->> {key})::{sqlType} end)";
    }

    private static string SystemColumn(string name) => name switch
    {
        "WorkflowId" => "workflow_id",
        "RunId" => "run_id::text collate \"C\"",
        "WorkflowType" => "workflow_type",
        "StartTime" => "start_ticks",
        "ExecutionTime" => "execution_ticks",
        "CloseTime" => "close_ticks",
        "ExecutionStatus" => "status",
        "TaskQueue" => "task_queue",
        "HistoryLength" => "history_length",
        "HistorySizeBytes" => "history_size",
        "StateTransitionCount" => "state_transitions",
        "ExecutionDuration" => "duration_ns",
        "ParentWorkflowId" => "parent_workflow_id",
        "ParentRunId" => "parent_run_id",
        "RootWorkflowId" => "root_workflow_id",
        "RootRunId" => "root_run_id",
        _ => throw new NotSupportedException($"No column for the search attribute {name}."),
    };

    /// <summary>The value as a parameter of the attribute's SQL type; null where it compares with nothing.</summary>
    private string? Value(FilterAttribute attribute, object? value) => (attribute.Type, value) switch
    {
        (IndexedValueType.Keyword, string text) => Text(text),
        (IndexedValueType.Bool, bool flag) => flag ? "true" : "false",
        (IndexedValueType.Int or IndexedValueType.Datetime, long number) => number.ToString(CultureInfo.InvariantCulture),
        (IndexedValueType.Int or IndexedValueType.Double, double number) when double.IsFinite(number) =>
            $"'{number.ToString("R", CultureInfo.InvariantCulture)}'::numeric",
        _ => null,
    };

    private string Text(string text)
    {
        parameters.Add(new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text });
        return $"${parameters.Count}";
    }

    private static string Sign(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "<>",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.Greater => ">",
        _ => ">=",
    };
}
