using System.Text;

namespace Temporal.Server.Visibility;

/// <summary>Cuts a query into words.</summary>
internal static class QueryLexer
{
    /// <summary>All words, with an end mark.</summary>
    /// <exception cref="Grpc.ServiceException">A string or name does not end, or a character belongs nowhere.</exception>
    public static List<QueryToken> Read(string query)
    {
        var tokens = new List<QueryToken>();
        var position = 0;
        while (true)
        {
            while (position < query.Length && char.IsWhiteSpace(query[position]))
            {
                position++;
            }

            if (position == query.Length)
            {
                tokens.Add(new QueryToken(QueryTokenKind.End, string.Empty, query.TrimEnd().Length));
                return tokens;
            }

            var token = Next(query, position);
            tokens.Add(token);
            position = token.End;
        }
    }

    private static QueryToken Next(string query, int start)
    {
        var first = query[start];
        if (first is '\'' or '"')
        {
            return Quoted(query, start, QueryTokenKind.Text);
        }

        if (first == '`')
        {
            return Quoted(query, start, QueryTokenKind.Name);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && start + 1 < query.Length && char.IsAsciiDigit(query[start + 1])))
        {
            return While(query, start, QueryTokenKind.Number, c => char.IsAsciiLetterOrDigit(c) || c is '.');
        }

        if (char.IsLetter(first) || first is '_' or '@')
        {
            return While(query, start, QueryTokenKind.Name, c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@' or '$');
        }

        var two = start + 1 < query.Length ? query.Substring(start, 2) : string.Empty;
        return two is "!=" or "<>" or "<=" or ">="
            ? new QueryToken(QueryTokenKind.Symbol, two == "<>" ? "!=" : two, start + 2)
            : new QueryToken(QueryTokenKind.Symbol, first.ToString(), start + 1);
    }

    private static QueryToken While(string query, int start, QueryTokenKind kind, Predicate<char> belongs)
    {
        var end = start + 1;
        while (end < query.Length && belongs(query[end]))
        {
            end++;
        }

        return new QueryToken(kind, query[start..end], end);
    }

    /// <summary>Quotes are doubled or escaped by a backslash inside.</summary>
    private static QueryToken Quoted(string query, int start, QueryTokenKind kind)
    {
        var quote = query[start];
        var text = new StringBuilder();
        for (var index = start + 1; index < query.Length; index++)
        {
            var c = query[index];
            if (c == quote)
            {
                if (index + 1 < query.Length && query[index + 1] == quote)
                {
                    index++;
                }
                else
                {
                    return new QueryToken(kind, text.ToString(), index + 1, IsQuoted: kind == QueryTokenKind.Name);
                }
            }
            else if (c == '\\' && kind == QueryTokenKind.Text && index + 1 < query.Length)
            {
                index++;
                c = Unescape(query[index]);
            }

            text.Append(c);
        }

        throw QueryErrors.Syntax(new QueryToken(QueryTokenKind.Text, text.ToString(), query.Length));
    }

    private static char Unescape(char c) => c switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        _ => c,
    };
}
