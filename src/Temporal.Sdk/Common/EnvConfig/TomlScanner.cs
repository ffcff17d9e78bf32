using System.Globalization;
using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>The characters of a TOML document, and its strings.</summary>
internal sealed class TomlScanner(string source)
{
    private readonly string text = source.Replace("\r\n", "\n", StringComparison.Ordinal);
    private int position;

    internal char Peek() => position < text.Length ? text[position] : '\0';

    internal bool StartsWith(string value) => string.CompareOrdinal(text, position, value, 0, value.Length) == 0;

    internal FormatException Error(string problem) => new($"line {text.AsSpan(0, Math.Min(position, text.Length)).Count('\n') + 1}: {problem}.");

    internal bool TryTake(char expected)
    {
        if (Peek() != expected || position >= text.Length)
        {
            return false;
        }

        position++;
        return true;
    }

    internal void Expect(char expected)
    {
        SkipSpaces();
        if (!TryTake(expected))
        {
            throw Error($"'{expected}' was expected, {Found()} was found");
        }
    }

    internal void SkipSpaces()
    {
        while (Peek() is ' ' or '\t')
        {
            position++;
        }
    }

    /// <summary>Skips spaces, comments and line ends; says whether anything is left.</summary>
    internal bool SkipBlankLines()
    {
        while (true)
        {
            SkipSpaces();
            SkipComment();
            if (!TryTake('\n'))
            {
                return position < text.Length;
            }
        }
    }

    internal void ExpectEndOfLine()
    {
        SkipSpaces();
        SkipComment();
        if (position < text.Length && !TryTake('\n'))
        {
            throw Error($"the end of the line was expected, {Found()} was found");
        }
    }

    internal string ReadBareKey() => TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') is { Length: > 0 } key
        ? key
        : throw Error($"a key was expected, {Found()} was found");

    internal string ReadToken() => TakeWhile(c => c is not (',' or ']' or '}' or '#' or '\n' or ' ' or '\t'));

    internal string ReadLiteralString()
    {
        position++;
        var value = TakeWhile(c => c is not ('\'' or '\n'));
        return TryTake('\'') ? value : throw Error("a text does not end");
    }

    internal string ReadMultilineLiteralString()
    {
        position += 3;
        TryTake('\n');
        var end = text.IndexOf("'''", position, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Error("a text does not end");
        }

        // Up to two quotes may stand right before the closing three.
        while (end + 3 < text.Length && text[end + 3] == '\'')
        {
            end++;
        }

        var value = text[position..end];
        position = end + 3;
        return value;
    }

    internal string ReadBasicString()
    {
        position++;
        var value = new StringBuilder();
        while (!TryTake('"'))
        {
            if (position >= text.Length || Peek() == '\n')
            {
                throw Error("a text does not end");
            }

            ReadCharacter(value);
        }

        return value.ToString();
    }

    internal string ReadMultilineBasicString()
    {
        position += 3;
        TryTake('\n');
        var value = new StringBuilder();
        while (!StartsWith("\"\"\"") || StartsWith("\"\"\"\""))
        {
            if (position >= text.Length)
            {
                throw Error("a text does not end");
            }

            if (Peek() == '\\' && IsLineContinuation())
            {
                position++;
                TakeWhile(char.IsWhiteSpace);
            }
            else
            {
                ReadCharacter(value);
            }
        }

        position += 3;
        return value.ToString();
    }

    private void ReadCharacter(StringBuilder value)
    {
        if (!TryTake('\\'))
        {
            value.Append(text[position++]);
            return;
        }

        var escape = Peek();
        position++;
        switch (escape)
        {
            case 'b':
                value.Append('\b');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'n':
                value.Append('\n');
                break;
            case 'f':
                value.Append('\f');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 'e':
                value.Append('\u001b');
                break;
            case '"' or '\\':
                value.Append(escape);
                break;
            case 'u':
                value.Append(ReadCodePoint(4));
                break;
            case 'U':
                value.Append(ReadCodePoint(8));
                break;
            default:
                throw Error($"'\\{escape}' is no escape; write a backslash as \\\\");
        }
    }

    private string ReadCodePoint(int digits)
    {
        if (position + digits > text.Length
            || !int.TryParse(text.AsSpan(position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
        {
            throw Error($"an escape needs {digits} hexadecimal digits of a character");
        }

        position += digits;
        return new Rune(code).ToString();
    }

    private bool IsLineContinuation()
    {
        var i = position + 1;
        while (i < text.Length && text[i] is ' ' or '\t')
        {
            i++;
        }

        return i < text.Length && text[i] == '\n';
    }

    private void SkipComment()
    {
        if (Peek() == '#')
        {
            TakeWhile(c => c != '\n');
        }
    }

    private string TakeWhile(Func<char, bool> isPart)
    {
        var start = position;
        while (position < text.Length && isPart(text[position]))
        {
            position++;
        }

        return text[start..position];
    }

    private string Found() => position < text.Length ? $"'{Peek()}'" : "the end of the text";
}
