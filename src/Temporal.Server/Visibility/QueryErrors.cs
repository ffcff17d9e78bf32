using Temporal.Server.Grpc;

namespace Temporal.Server.Visibility;

/// <summary>The refusals of the query language, in the real server's words.</summary>
internal static class QueryErrors
{
    // The real server parses "select * from table1 where " + query and counts positions in that.
    private const int Offset = 27;

    public static ServiceException Syntax(QueryToken at)
    {
        var near = at.Kind is QueryTokenKind.End or QueryTokenKind.Symbol ? string.Empty : $" near '{at.Value}'";
        return ServiceException.InvalidArgument($"invalid query: malformed SQL query: syntax error at position {Offset + at.End + 1}{near}");
    }

    public static ServiceException Expression(string message) =>
        ServiceException.InvalidArgument($"invalid query: invalid expression: {message}");

    public static ServiceException Unsupported(string message) =>
        ServiceException.InvalidArgument($"invalid query: operation is not supported: {message}");
}
