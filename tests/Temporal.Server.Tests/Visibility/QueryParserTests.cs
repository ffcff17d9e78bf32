using Temporal.Server.Grpc;
using Temporal.Server.Limits;
using Temporal.Server.Tests.Storage;
using Temporal.Server.Visibility;

namespace Temporal.Server.Tests.Visibility;

public sealed class QueryParserTests
{
    /// <summary>As the real server 1.29.1 answers, word for word.</summary>
    [Theory]
    [InlineData("Foo = 1", "invalid query: invalid expression: column name 'Foo' is not a valid search attribute")]
    [InlineData("workflowid = 'a'", "invalid query: invalid expression: column name 'workflowid' is not a valid search attribute")]
    [InlineData("StartTime > 'abc'", "invalid query: invalid expression: unable to parse datetime 'abc'")]
    [InlineData("StartTime >= '2020-01-01'", "invalid query: invalid expression: unable to parse datetime '2020-01-01'")]
    [InlineData("StartTime >= '2020-01-01 10:00:00'", "invalid query: invalid expression: unable to parse datetime '2020-01-01 10:00:00'")]
    [InlineData("ExecutionStatus = 'Bogus'", "invalid query: invalid expression: invalid ExecutionStatus value 'Bogus'")]
    [InlineData("ExecutionStatus = 'running'", "invalid query: invalid expression: invalid ExecutionStatus value 'running'")]
    [InlineData("WorkflowId = 'a' ORDER BY StartTime", "invalid query: operation is not supported: 'order by' clause")]
    [InlineData("WorkflowId = 'a' GROUP BY ExecutionStatus", "invalid query: operation is not supported: 'group by' clause")]
    [InlineData("WorkflowId = 'a' LIMIT 1", "invalid query: operation is not supported: 'limit' clause")]
    [InlineData("WorkflowId LIKE 'a'", "invalid query: invalid expression: invalid operator 'like' in `WorkflowId like 'a'`")]
    [InlineData("WorkflowId = ", "invalid query: malformed SQL query: syntax error at position 40")]
    [InlineData("(", "invalid query: malformed SQL query: syntax error at position 29")]
    [InlineData("x", "invalid query: invalid expression: incomplete expression")]
    [InlineData("BuildIds > 'a'", "invalid query: invalid expression: operator '>' not supported for KeywordList type search attribute in `BuildIds > 'a'`")]
    [InlineData("BuildIds STARTS_WITH 'a'", "invalid query: invalid expression: operator 'starts_with' not supported for KeywordList type search attribute in `BuildIds starts_with 'a'`")]
    [InlineData("CText > 'a'", "invalid query: invalid expression: operator '>' not supported for Text type search attribute in `CText > 'a'`")]
    [InlineData("CText IN ('big')", "invalid query: invalid expression: operator 'in' not supported for Text type search attribute in `CText in ('big')`")]
    [InlineData("CKl BETWEEN 'a' AND 'b'", "invalid query: invalid expression: cannot do range condition on search attribute 'CKl' of type KeywordList")]
    [InlineData("CBool BETWEEN true AND true", "invalid query: invalid expression: cannot do range condition on search attribute 'CBool' of type Bool")]
    [InlineData("WorkflowId IN 'a'", "invalid query: malformed SQL query: syntax error at position 45 near 'a'")]
    [InlineData("ExecutionDuration > 'xx'", "invalid query: invalid value for search attribute ExecutionDuration: xx (invalid duration)")]
    [InlineData("CloseTime = NULL", "invalid query: invalid expression: unexpected value type *sqlparser.NullVal")]
    [InlineData("1 = 1", "invalid query: invalid expression: must be a column name but was *sqlparser.SQLVal")]
    [InlineData("'a' = WorkflowId", "invalid query: invalid expression: must be a column name but was *sqlparser.SQLVal")]
    [InlineData("WorkflowId = RunId", "invalid query: operation is not supported: column name on the right side of comparison expression (did you forget to quote 'RunId'?)")]
    [InlineData("select", "invalid query: malformed SQL query: syntax error at position 34 near 'select'")]
    [InlineData("WorkflowId = 'a'; drop", "invalid query: malformed SQL query: syntax error at position 50 near 'drop'")]
    [InlineData("HistoryLength IS 5", "invalid query: malformed SQL query: syntax error at position 46 near '5'")]
    [InlineData("WorkflowId = 'a' = 'b'", "invalid query: malformed SQL query: syntax error at position 46")]
    public void Parse_Wrong_IsRefusedInTheRealServersWords(string query, string message)
    {
        var refusal = Assert.Throws<ServiceException>(() => QueryParser.Parse(query, VisibilityCases.Attributes, mayGroup: false));

        Assert.Equal((GrpcCode.InvalidArgument, message), (refusal.Code, refusal.Message));
    }

    [Theory]
    [InlineData("GROUP BY WorkflowType", "invalid query: operation is not supported: 'group by' clause is only supported for ExecutionStatus search attribute")]
    [InlineData("GROUP BY ExecutionStatus, WorkflowType", "invalid query: operation is not supported: 'group by' clause supports only a single field")]
    [InlineData("ORDER BY StartTime", "invalid query: operation is not supported: 'order by' clause")]
    public void Parse_WrongGroup_IsRefusedInTheRealServersWords(string query, string message)
    {
        var refusal = Assert.Throws<ServiceException>(() => QueryParser.Parse(query, VisibilityCases.Attributes, mayGroup: true));

        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void Parse_GroupByStatus_IsKnown()
    {
        Assert.Equal(new VisibilityQuery(null, true), QueryParser.Parse("GROUP BY ExecutionStatus", VisibilityCases.Attributes, mayGroup: true));
        Assert.True(QueryParser.Parse("WorkflowType = 'x' group by ExecutionStatus", VisibilityCases.Attributes, mayGroup: true).IsGroupedByStatus);
    }

    [Fact]
    public void Parse_DeeplyNested_IsRefusedRatherThanOverflowing()
    {
        var query = new string('(', 100_000) + "WorkflowId = 'a'" + new string(')', 100_000);

        Assert.Throws<ServiceException>(() => QueryParser.Parse(query, VisibilityCases.Attributes, mayGroup: false));
    }

    [Theory]
    [InlineData("1h", 3_600_000_000_000)]
    [InlineData("1h30m", 5_400_000_000_000)]
    [InlineData("1.5s", 1_500_000_000)]
    [InlineData("300ms", 300_000_000)]
    [InlineData("01:00:01", 3_601_000_000_000)]
    [InlineData("-5s", -5_000_000_000)]
    [InlineData("0", 0)]
    public void ParseDuration_OfAnyForm_IsNanoseconds(string text, long nanoseconds)
    {
        Assert.True(DurationText.TryParse(text, out var parsed));
        Assert.Equal(nanoseconds, parsed);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("5x")]
    [InlineData("s")]
    [InlineData("1h-5m")]
    public void ParseDuration_Wrong_IsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));
}
