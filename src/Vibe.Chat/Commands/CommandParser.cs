using System.Globalization;
using Vibe.Core.Cards;

namespace Vibe.Chat.Commands;

/// <summary>Reads what people type: the same after <c>/vibe</c>, after a mention and in a direct message, where a question will do as well.</summary>
public static class CommandParser
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n', '\u00a0'];

    private static readonly string[] StatusWords = ["where", "status", "state", "ready", "done", "finished", "far", "long", "progress", "build", "builds", "when", "eta"];

    private static readonly string[] QueueWords = ["queue", "line", "waiting", "busy"];

    private static readonly string[] QuestionWords = ["where", "where's", "wheres", "how", "how's", "what", "what's", "whats", "when", "is", "are", "any", "who"];

    /// <summary>Understands a text, or says which verb it seems to mean.</summary>
    public static ParsedCommand Parse(string text, bool isDirectMessage)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = text.Trim(Blanks);
        if (rest.StartsWith("/vibe", StringComparison.OrdinalIgnoreCase) && (rest.Length == 5 || Blanks.Contains(rest[5])))
        {
            // Pasted from the documentation into a message.
            rest = rest[5..].Trim(Blanks);
        }

        if (rest.Length == 0)
        {
            return new ParsedCommand.Understood(new ChatCommand.Help());
        }

        var (verb, tail) = SplitFirst(rest);
        if (Verbs.Find(verb) is { } known)
        {
            return ParseKnown(known, tail);
        }

        return isDirectMessage && AsQuestion(rest) is { } question
            ? new ParsedCommand.Understood(question)
            : new ParsedCommand.NotUnderstood(Verbs.Nearest(verb));
    }

    private static ParsedCommand ParseKnown(Verb verb, string tail) => verb.Name switch
    {
        "build" => ParseBuild(verb, tail),
        "status" => WithNumberOnly(verb, tail, number => new ChatCommand.Status(number)),
        "queue" => new ParsedCommand.Understood(new ChatCommand.ShowLine()),
        "help" => new ParsedCommand.Understood(new ChatCommand.Help()),
        "approve" => WithNumberOnly(verb, tail, number => new ChatCommand.Decide(CardAction.Approve, number, "")),
        "cancel" => WithNumberOnly(verb, tail, number => new ChatCommand.Decide(CardAction.Cancel, number, "")),
        "retry" => WithNumberOnly(verb, tail, number => new ChatCommand.Decide(CardAction.Retry, number, "")),
        "discard" => WithNumberOnly(verb, tail, number => new ChatCommand.Decide(CardAction.Discard, number, "")),
        "reject" => WithText(CardAction.Reject, tail),
        "changes" => WithText(CardAction.RequestChanges, tail) is ParsedCommand.Understood { Command: ChatCommand.Decide { Text.Length: > 0 } } changes
            ? changes
            : new ParsedCommand.NotUnderstood(verb, IsNamed: true),
        _ => throw new InvalidOperationException($"The verb {verb.Name} has no parser."),
    };

    private static ParsedCommand ParseBuild(Verb verb, string tail)
    {
        var (text, project, isOdd) = TakeProject(tail);
        return isOdd || text.Length == 0 ? new ParsedCommand.NotUnderstood(verb, IsNamed: true) : new ParsedCommand.Understood(new ChatCommand.Build(text, project));
    }

    /// <summary>The option stands before the request or after it; inside, the same letters belong to the request.</summary>
    private static (string Text, string? Project, bool IsOdd) TakeProject(string tail)
    {
        const string Option = "--project";
        if (tail.StartsWith(Option, StringComparison.OrdinalIgnoreCase) && tail.Length > Option.Length && (Blanks.Contains(tail[Option.Length]) || tail[Option.Length] == '='))
        {
            var (name, rest) = SplitFirst(tail[(Option.Length + 1)..].TrimStart(Blanks));
            return (rest, name, name.Length == 0);
        }

        var last = tail.LastIndexOf(Option, StringComparison.OrdinalIgnoreCase);
        if (last > 0 && Blanks.Contains(tail[last - 1]) && tail.Length > last + Option.Length)
        {
            var name = tail[(last + Option.Length + 1)..].Trim(Blanks);
            var isOption = (Blanks.Contains(tail[last + Option.Length]) || tail[last + Option.Length] == '=') && name.Length > 0 && name.IndexOfAny(Blanks) < 0;
            return isOption ? (tail[..last].TrimEnd(Blanks), name, false) : (tail, null, false);
        }

        // An option without its value says nothing about what to build.
        var dangling = tail.Equals(Option, StringComparison.OrdinalIgnoreCase) || (last > 0 && Blanks.Contains(tail[last - 1]) && tail.Length == last + Option.Length);
        return (tail, null, dangling);
    }

    private static ParsedCommand WithNumberOnly(Verb verb, string tail, Func<long?, ChatCommand> make)
    {
        if (tail.Length == 0)
        {
            return new ParsedCommand.Understood(make(null));
        }

        return ReadNumber(tail) is { } number ? new ParsedCommand.Understood(make(number)) : new ParsedCommand.NotUnderstood(verb, IsNamed: true);
    }

    private static ParsedCommand.Understood WithText(CardAction action, string tail)
    {
        var (first, rest) = SplitFirst(tail);

        // "changes 3 columns" speaks of columns: with words after it a number is an id only where it is written #3.
        var isId = first.StartsWith('#') || rest.Length == 0;
        return isId && ReadNumber(first) is { } number
            ? new ParsedCommand.Understood(new ChatCommand.Decide(action, number, rest))
            : new ParsedCommand.Understood(new ChatCommand.Decide(action, null, tail));
    }

    private static long? ReadNumber(string text) =>
        long.TryParse(text.StartsWith('#') ? text.AsSpan(1) : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static ChatCommand? AsQuestion(string text)
    {
        var words = text.ToLowerInvariant().Split([.. Blanks, '?', '!', '.', ',', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        var isQuestion = text.Contains('?', StringComparison.Ordinal) || words.Take(2).Any(QuestionWords.Contains);
        if (!isQuestion || words.Length > 20)
        {
            return null;
        }

        var number = words.Where(w => w.StartsWith('#')).Select(ReadNumber).FirstOrDefault(n => n is not null);
        if (number is null && words.Any(QueueWords.Contains))
        {
            return new ChatCommand.ShowLine();
        }

        return number is not null || words.Any(StatusWords.Contains) ? new ChatCommand.Status(number) : null;
    }

    private static (string First, string Tail) SplitFirst(string text)
    {
        var end = text.IndexOfAny(Blanks);
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim(Blanks));
    }
}
