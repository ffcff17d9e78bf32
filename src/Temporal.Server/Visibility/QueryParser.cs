using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>Reads the query language of list and count: a SQL where clause over search attributes.</summary>
internal sealed class QueryParser
{
    private const int MaxDepth = 200;

    private readonly IReadOnlyDictionary<string, IndexedValueType> _custom;
    private readonly List<QueryToken> _tokens;
    private int _next;
    private int _depth;

    private QueryParser(string query, IReadOnlyDictionary<string, IndexedValueType> custom)
    {
        _custom = custom;
        _tokens = QueryLexer.Read(query);
    }

    private QueryToken Current => _tokens[_next];

    /// <summary>Parses a query.</summary>
    /// <param name="query">Empty matches all.</param>
    /// <param name="custom">The namespace's custom search attributes.</param>
    /// <param name="mayGroup">Whether <c>GROUP BY ExecutionStatus</c> is allowed (count).</param>
    /// <exception cref="Grpc.ServiceException">InvalidArgument in the real server's words.</exception>
    public static VisibilityQuery Parse(string query, IReadOnlyDictionary<string, IndexedValueType> custom, bool mayGroup)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            return VisibilityQuery.All;
        }

        var parser = new QueryParser(query, custom);
        var where = parser.StartsClause() ? null : parser.ReadOr();
        return parser.ReadClauses(where, mayGroup);
    }

    private bool StartsClause() => Current.Is("group") || Current.Is("order") || Current.Is("limit");

    private VisibilityQuery ReadClauses(Filter? where, bool mayGroup)
    {
        var isGrouped = false;
        if (Current.Is("group"))
        {
            isGrouped = ReadGroup();
            if (!mayGroup)
            {
                throw QueryErrors.Unsupported("'group by' clause");
            }
        }

        if (Current.Is("order"))
        {
            throw QueryErrors.Unsupported("'order by' clause");
        }

        if (Current.Is("limit"))
        {
            throw QueryErrors.Unsupported("'limit' clause");
        }

        SkipSemicolon();
        return Current.Kind == QueryTokenKind.End ? new VisibilityQuery(where, isGrouped) : throw QueryErrors.Syntax(Current);
    }

    private void SkipSemicolon()
    {
        if (Current.IsSymbol(";"))
        {
            _next++;
        }
    }

    private bool ReadGroup()
    {
        _next++;
        Expect("by");
        var name = Take(QueryTokenKind.Name).Value;
        if (Current.IsSymbol(","))
        {
            throw QueryErrors.Unsupported("'group by' clause supports only a single field");
        }

        return name == "ExecutionStatus"
            ? true
            : throw QueryErrors.Unsupported("'group by' clause is only supported for ExecutionStatus search attribute");
    }

    private Filter ReadOr()
    {
        var left = ReadAnd();
        while (Current.Is("or"))
        {
            _next++;
            left = new Filter.Or(left, ReadAnd());
        }

        return left;
    }

    private Filter ReadAnd()
    {
        var left = ReadNot();
        while (Current.Is("and"))
        {
            _next++;
            left = new Filter.And(left, ReadNot());
        }

        return left;
    }

    private Filter ReadNot()
    {
        if (++_depth > MaxDepth)
        {
            throw QueryErrors.Syntax(Current);
        }

        Filter filter;
        if (Current.Is("not"))
        {
            _next++;
            filter = new Filter.Not(ReadNot());
        }
        else if (Current.IsSymbol("("))
        {
            _next++;
            filter = ReadOr();
            ExpectSymbol(")");
        }
        else
        {
            filter = ReadComparison();
        }

        _depth--;
        return filter;
    }

    private Filter ReadComparison()
    {
        var left = Current;
        if (left.Kind is QueryTokenKind.Text or QueryTokenKind.Number)
        {
            _next++;
            throw QueryErrors.Expression("must be a column name but was *sqlparser.SQLVal");
        }

        if (left.Kind != QueryTokenKind.Name || IsReservedWord(left))
        {
            throw QueryErrors.Syntax(left);
        }

        _next++;
        if (Current.Kind == QueryTokenKind.End || Current.Is("and") || Current.Is("or") || Current.IsSymbol(")"))
        {
            throw QueryErrors.Expression("incomplete expression");
        }

        if (Current.Is("is"))
        {
            return ReadIs(left);
        }

        var isNegated = Current.Is("not");
        if (isNegated)
        {
            _next++;
        }

        return ReadOperator(left, isNegated);
    }

    private Filter ReadOperator(QueryToken left, bool isNegated)
    {
        var sign = Current;
        if (sign.Is("between"))
        {
            _next++;
            return ReadBetween(left, isNegated);
        }

        if (sign.Is("in"))
        {
            _next++;
            return ReadIn(left, isNegated);
        }

        if (sign.Is("starts_with"))
        {
            _next++;
            var word = isNegated ? "not starts_with" : "starts_with";
            return Compared(left, isNegated ? FilterOperator.NotStartsWith : FilterOperator.StartsWith, word);
        }

        if (sign.Is("like") || sign.Is("regexp") || sign.Is("rlike"))
        {
            _next++;
            var word = (isNegated ? "not " : string.Empty) + (sign.Is("like") ? "like" : "regexp");
            var shown = ReadLiteral().Shown;
            _ = QueryOperands.Find(left.Value, _custom);
            throw QueryErrors.Expression($"invalid operator '{word}' in `{left.Value} {word} {shown}`");
        }

        if (isNegated || Operator(sign) is not { } comparison)
        {
            throw QueryErrors.Syntax(sign);
        }

        _next++;
        return Compared(left, comparison, sign.Value);
    }

    private static FilterOperator? Operator(QueryToken token) => token.Kind != QueryTokenKind.Symbol ? null : token.Value switch
    {
        "=" => FilterOperator.Equal,
        "!=" => FilterOperator.NotEqual,
        "<" => FilterOperator.Less,
        "<=" => FilterOperator.LessOrEqual,
        ">" => FilterOperator.Greater,
        ">=" => FilterOperator.GreaterOrEqual,
        _ => null,
    };

    private Filter.Compare Compared(QueryToken left, FilterOperator comparison, string word)
    {
        var literal = ReadLiteral();
        var attribute = QueryOperands.Find(left.Value, _custom);
        QueryOperands.CheckOperator(attribute, word, $"{left.Value} {word} {literal.Shown}");
        return new Filter.Compare(attribute, comparison, QueryOperands.Convert(attribute, literal));
    }

    private Filter.Between ReadBetween(QueryToken left, bool isNegated)
    {
        var low = ReadLiteral();
        Expect("and");
        var high = ReadLiteral();
        var attribute = QueryOperands.Find(left.Value, _custom);
        QueryOperands.CheckRange(attribute);
        return new Filter.Between(attribute, QueryOperands.Convert(attribute, low), QueryOperands.Convert(attribute, high), isNegated);
    }

    private Filter.In ReadIn(QueryToken left, bool isNegated)
    {
        ExpectSymbol("(");
        var literals = new List<QueryLiteral> { ReadLiteral() };
        while (Current.IsSymbol(","))
        {
            _next++;
            literals.Add(ReadLiteral());
        }

        ExpectSymbol(")");
        var attribute = QueryOperands.Find(left.Value, _custom);
        var word = isNegated ? "not in" : "in";
        QueryOperands.CheckOperator(attribute, word, $"{left.Value} {word} ({string.Join(", ", literals.Select(literal => literal.Shown))})");
        return new Filter.In(attribute, [.. literals.Select(literal => QueryOperands.Convert(attribute, literal))], isNegated);
    }

    private Filter.IsNull ReadIs(QueryToken left)
    {
        _next++;
        var isNegated = Current.Is("not");
        if (isNegated)
        {
            _next++;
        }

        if (Current.Is("true") || Current.Is("false"))
        {
            throw QueryErrors.Expression("'IS' operator can only be used with 'NULL' or 'NOT NULL'");
        }

        Expect("null");
        return new Filter.IsNull(QueryOperands.Find(left.Value, _custom), isNegated);
    }

    private QueryLiteral ReadLiteral()
    {
        var token = Current;
        var isNegative = token.IsSymbol("-");
        if (isNegative || token.IsSymbol("+"))
        {
            _next++;
            return QueryLiteral.OfNumber((isNegative ? "-" : string.Empty) + Take(QueryTokenKind.Number).Value);
        }

        if (token.Kind is QueryTokenKind.End or QueryTokenKind.Symbol || IsReservedWord(token))
        {
            throw QueryErrors.Syntax(token);
        }

        _next++;
        return token switch
        {
            { Kind: QueryTokenKind.Text } => QueryLiteral.OfText(token.Value),
            { Kind: QueryTokenKind.Number } => QueryLiteral.OfNumber(token.Value),
            _ when token.Is("true") => QueryLiteral.OfBool(true),
            _ when token.Is("false") => QueryLiteral.OfBool(false),
            _ when token.Is("null") => throw QueryErrors.Expression("unexpected value type *sqlparser.NullVal"),
            _ => throw QueryErrors.Unsupported(
                $"column name on the right side of comparison expression (did you forget to quote '{token.Value}'?)"),
        };
    }

    private static bool IsReservedWord(QueryToken token) =>
        token.Is("select") || token.Is("from") || token.Is("where") || token.Is("and") || token.Is("or") || token.Is("in")
        || token.Is("between") || token.Is("like") || token.Is("is") || token.Is("by") || token.Is("group") || token.Is("order") || token.Is("limit");

    private QueryToken Take(QueryTokenKind kind)
    {
        var token = Current;
        if (token.Kind != kind)
        {
            throw QueryErrors.Syntax(token);
        }

        _next++;
        return token;
    }

    private void Expect(string keyword)
    {
        if (!Current.Is(keyword))
        {
            throw QueryErrors.Syntax(Current);
        }

        _next++;
    }

    private void ExpectSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
        {
            throw QueryErrors.Syntax(Current);
        }

        _next++;
    }
}
