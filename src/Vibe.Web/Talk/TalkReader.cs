using System.Text.RegularExpressions;
using Vibe.Chat.Inbound;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Web.Access;
using Vibe.Web.Messages;

namespace Vibe.Web.Talk;

/// <summary>Makes events of what pages post, as an adapter does of a platform's requests.</summary>
internal static partial class TalkReader
{
    /// <summary>The longest message, as the port's rules cut commands far below it.</summary>
    public const int LongestText = 20_000;

    /// <summary>Why the post is refused before it means anything, or <see langword="null"/>.</summary>
    public static string? Refusal(TalkPost post, WebPeople people)
    {
        if (people.Find(post.User) is not { } person)
        {
            return "Choose a person first, on the left.";
        }

        if (post.Id is not { Length: > 0 and <= 64 } id || !EventId().IsMatch(id))
        {
            return "The page sent no usable event id; load it anew.";
        }

        return !people.MayEnter(person, post.Channel) ? "There is no such channel."
            : post.Text is { Length: > LongestText } ? $"A message has at most {LongestText:N0} characters."
            : post.Target is { Length: > 128 } or { Length: 0 } ? "The button is bound to nothing known; load the page anew."
            : null;
    }

    /// <summary>The event of a typed message, or <see langword="null"/> where it is not meant for Vibe.</summary>
    public static InboundEvent? ReadMessage(TalkPost post, WebPerson person)
    {
        var text = (post.Text ?? "").Trim();
        if (SlashCommand().Match(text) is { Success: true } command)
        {
            return Event(post, person, InboundKind.Command, command.Groups[1].Value.Trim());
        }

        if (post.Channel == person.DirectChannel)
        {
            return Event(post, person, InboundKind.DirectMessage, text);
        }

        // Without a thread the mention itself becomes the root of one, and the card its first reply.
        if (Mention().IsMatch(text))
        {
            return Event(post with { Thread = post.Thread ?? post.Id }, person, InboundKind.Mention, Mention().Replace(text, " ").Trim());
        }

        return post.Thread is null ? null : Event(post, person, InboundKind.Mention, text);
    }

    /// <summary>The event of a pressed button.</summary>
    public static InboundEvent? ReadAction(TalkPost post, WebPerson person) =>
        post.Action is { } action && ActionTarget.TryParse(post.Target, out var target)
            ? Event(post, person, InboundKind.Action, "") with { Action = action, Target = target, TriggerId = post.Id }
            : null;

    /// <summary>The event of a dialog that is sent in.</summary>
    public static InboundEvent? ReadDialog(TalkPost post, WebPerson person)
    {
        if (post.Dialog is not { } dialog)
        {
            return null;
        }

        return Event(post, person, InboundKind.DialogSubmission, post.Text ?? "") with
        {
            Dialog = dialog,
            Target = ActionTarget.TryParse(post.Target, out var target) ? target : null,
        };
    }

    private static InboundEvent Event(TalkPost post, WebPerson person, InboundKind kind, string text) => new()
    {
        Key = new EventKey(ChatPlatform.Web, WebChatPlatform.Workspace, $"{person.Id}/{post.Id}"),
        Kind = kind,
        User = new UserRef(ChatPlatform.Web, person.Id),
        IsGuest = person.IsGuest,
        Thread = new ThreadRef(ChatPlatform.Web, WebChatPlatform.Workspace, post.Channel ?? "", post.Thread),
        Text = text,
    };

    [GeneratedRegex(@"^/vibe(?:\s+([\s\S]*))?$", RegexOptions.IgnoreCase)]
    private static partial Regex SlashCommand();

    [GeneratedRegex(@"(?<![\w@])@vibe\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex("^[A-Za-z0-9-]+$")]
    private static partial Regex EventId();
}
