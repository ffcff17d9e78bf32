using System.Globalization;

namespace Temporalio.Common.EnvConfig;

/// <summary>
/// Reads TOML as far as configuration needs it: tables, arrays of tables, dotted and quoted keys, inline tables, arrays, all kinds of strings,
/// integers, floats and booleans. Dates and times are kept as their text.
/// </summary>
internal sealed class TomlReader
{
    private readonly TomlScanner scanner;
    private readonly Dictionary<string, object> root = [];
    private readonly HashSet<object> closed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> defined = new(ReferenceEqualityComparer.Instance);

    private TomlReader(string text) => scanner = new TomlScanner(text);

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not TOML; the message names the line.</exception>
    internal static Dictionary<string, object> Read(string text)
    {
        var reader = new TomlReader(text);
        reader.ReadDocument();
        return reader.root;
    }

    private void ReadDocument()
    {
        var table = root;
        while (scanner.SkipBlankLines())
        {
            if (scanner.TryTake('['))
            {
                table = scanner.TryTake('[') ? ReadArrayTableHeader() : ReadTableHeader();
            }
            else
            {
                ReadKeyValue(table);
            }

            scanner.ExpectEndOfLine();
        }
    }

    private Dictionary<string, object> ReadTableHeader()
    {
        var path = ReadKeyPath();
        scanner.Expect(']');
        var table = Descend(root, path, path.Count);
        return defined.Add(table) && !closed.Contains(table) ? table : throw scanner.Error($"the table [{string.Join('.', path)}] is there twice");
    }

    private Dictionary<string, object> ReadArrayTableHeader()
    {
        var path = ReadKeyPath();
        scanner.Expect(']');
        scanner.Expect(']');
        var parent = Descend(root, path, path.Count - 1);
        var name = path[^1];
        if (!parent.TryGetValue(name, out var value))
        {
            parent[name] = value = new List<object>();
        }

        if (value is not List<object> list || closed.Contains(list))
        {
            throw scanner.Error($"'{name}' is no array of tables");
        }

        var table = new Dictionary<string, object>();
        list.Add(table);
        return table;
    }

    private void ReadKeyValue(Dictionary<string, object> table)
    {
        var path = ReadKeyPath();
        scanner.Expect('=');
        var target = Descend(table, path, path.Count - 1);
        if (closed.Contains(target) || !target.TryAdd(path[^1], ReadValue()))
        {
            throw scanner.Error($"the key '{string.Join('.', path)}' is there twice");
        }
    }

    private Dictionary<string, object> Descend(Dictionary<string, object> table, List<string> path, int depth)
    {
        for (var i = 0; i < depth; i++)
        {
            if (!table.TryGetValue(path[i], out var value))
            {
                table[path[i]] = value = new Dictionary<string, object>();
            }

            table = value switch
            {
                Dictionary<string, object> inner => inner,
                List<object> { Count: > 0 } list when list[^1] is Dictionary<string, object> last => last,
                _ => throw scanner.Error($"'{path[i]}' has a value, so it cannot be a table"),
            };
        }

        return table;
    }

    private List<string> ReadKeyPath()
    {
        var path = new List<string>();
        do
        {
            scanner.SkipSpaces();
            path.Add(scanner.Peek() switch
            {
                '"' => scanner.ReadBasicString(),
                '\'' => scanner.ReadLiteralString(),
                _ => scanner.ReadBareKey(),
            });
            scanner.SkipSpaces();
        }
        while (scanner.TryTake('.'));
        return path;
    }

    private object ReadValue()
    {
        scanner.SkipSpaces();
        switch (scanner.Peek())
        {
            case '"':
                return scanner.StartsWith("\"\"\"") ? scanner.ReadMultilineBasicString() : scanner.ReadBasicString();
            case '\'':
                return scanner.StartsWith("'''") ? scanner.ReadMultilineLiteralString() : scanner.ReadLiteralString();
            case '[':
                return ReadArray();
            case '{':
                return ReadInlineTable();
            default:
                return ToScalar(scanner.ReadToken());
        }
    }

    private List<object> ReadArray()
    {
        scanner.Expect('[');
        var list = new List<object>();
        closed.Add(list);
        while (true)
        {
            scanner.SkipBlankLines();
            if (scanner.TryTake(']'))
            {
                return list;
            }

            list.Add(ReadValue());
            scanner.SkipBlankLines();
            if (!scanner.TryTake(','))
            {
                scanner.Expect(']');
                return list;
            }
        }
    }

    private Dictionary<string, object> ReadInlineTable()
    {
        scanner.Expect('{');
        var table = new Dictionary<string, object>();
        scanner.SkipSpaces();
        if (!scanner.TryTake('}'))
        {
            do
            {
                ReadKeyValue(table);
                scanner.SkipSpaces();
            }
            while (scanner.TryTake(','));
            scanner.Expect('}');
        }

        closed.Add(table);
        return table;
    }

    private object ToScalar(string token)
    {
        if (token is "true" or "false")
        {
            return token == "true";
        }

        var digits = token.Replace("_", string.Empty, StringComparison.Ordinal);
        if (digits.Length > 2 && digits[0] == '0' && RadixOf(digits[1]) is { } radix)
        {
            return Convert.ToInt64(digits[2..], radix);
        }

        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return integer;
        }

        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (char.IsDigit(digits[^1]) || digits.EndsWith("inf", StringComparison.Ordinal) || digits.EndsWith("nan", StringComparison.Ordinal)))
        {
            return number;
        }

        return token.Length > 0 && char.IsDigit(token[0]) && (token.Contains('-', StringComparison.Ordinal) || token.Contains(':', StringComparison.Ordinal))
            ? token
            : throw scanner.Error($"'{token}' is no value; texts stand in quotes");
    }

    private static int? RadixOf(char mark) => mark switch
    {
        'x' => 16,
        'o' => 8,
        'b' => 2,
        _ => null,
    };
}
