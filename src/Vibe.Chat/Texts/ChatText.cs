using System.Text;
using System.Text.RegularExpressions;
using Vibe.Core.Identity;

namespace Vibe.Chat.Texts;

/// <summary>A short text without the markup of any platform. It is built by adding to it: <c>ChatText.Of("Ask ").Person(user).Words(" first.")</c>.</summary>
/// <param name="Spans">In order.</param>
public sealed partial record ChatText(IReadOnlyList<ChatSpan> Spans)
{
    /// <summary>Nothing.</summary>
    public static ChatText Empty { get; } = new([]);

    /// <summary>Plain words.</summary>
    public static ChatText Of(string words) => Empty.Words(words);

    /// <summary>Plain words in which people are written as <c>slack:U024BE7LH</c>; each platform names them in its own way.</summary>
    public static ChatText OfWithPeople(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var (text, start) = (Empty, 0);
        foreach (var match in WrittenPerson().EnumerateMatches(words))
        {
            if (UserRef.TryParse(words.Substring(match.Index, match.Length), out var user))
            {
                text = text.Words(words[start..match.Index]).Person(user);
                start = match.Index + match.Length;
            }
        }

        return text.Words(words[start..]);
    }

    /// <summary>This text and these words.</summary>
    public ChatText Words(string words) => words.Length == 0 ? this : Add(new ChatSpan.Words(words));

    /// <summary>This text and these words, standing out.</summary>
    public ChatText Strong(string words) => Add(new ChatSpan.Words(words, IsStrong: true));

    /// <summary>This text and something to type or read exactly.</summary>
    public ChatText Code(string text) => Add(new ChatSpan.Code(text));

    /// <summary>This text and a person.</summary>
    public ChatText Person(UserRef user) => Add(new ChatSpan.Person(user));

    /// <summary>This text and people, with commas between them.</summary>
    public ChatText People(IReadOnlyList<UserRef> users)
    {
        var text = this;
        for (var i = 0; i < users.Count; i++)
        {
            text = text.Words(i == 0 ? "" : i == users.Count - 1 ? " or " : ", ").Person(users[i]);
        }

        return text;
    }

    /// <summary>This text and a link.</summary>
    public ChatText Link(string words, Uri address) => Add(new ChatSpan.Link(words, address));

    /// <summary>This text and, on a new line, another.</summary>
    public ChatText Line(ChatText next) => next.Spans.Count == 0 ? this : Spans.Count == 0 ? next : new ChatText([.. Spans, new ChatSpan.Words("\n"), .. next.Spans]);

    /// <summary>This text and, on a new line, these words.</summary>
    public ChatText Line(string words) => Line(Of(words));

    /// <summary>This text followed by another.</summary>
    public ChatText Then(ChatText next) => new([.. Spans, .. next.Spans]);

    /// <summary>The words alone, for places without any markup.</summary>
    /// <param name="nameOf">How a person is written.</param>
    public string ToPlainText(Func<UserRef, string> nameOf)
    {
        var text = new StringBuilder();
        foreach (var span in Spans)
        {
            text.Append(span switch
            {
                ChatSpan.Words words => words.Text,
                ChatSpan.Code code => code.Text,
                ChatSpan.Person person => nameOf(person.User),
                ChatSpan.Link link => $"{link.Text} ({link.Address})",
                _ => throw new InvalidOperationException($"Unknown span {span.GetType().Name}."),
            });
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public override string ToString() => ToPlainText(user => user.ToString());

    [GeneratedRegex("\\b(?:slack|teams|web):[A-Za-z0-9_-]+")]
    private static partial Regex WrittenPerson();

    private ChatText Add(ChatSpan span) => new([.. Spans, span]);
}
