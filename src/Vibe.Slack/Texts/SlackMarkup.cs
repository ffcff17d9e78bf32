using System.Text;
using Vibe.Chat.Texts;
using Vibe.Core.Identity;

namespace Vibe.Slack.Texts;

/// <summary>Writes Slack's markup (mrkdwn) and reads it.</summary>
internal static class SlackMarkup
{
    /// <summary>Plain words: what Slack would read as markup of its own (mentions, links, broadcasts) is escaped.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Write(ChatText text)
    {
        var written = new StringBuilder();
        foreach (var span in text.Spans)
        {
            written.Append(span switch
            {
                ChatSpan.Words { IsStrong: true } words => Strong(words.Text),
                ChatSpan.Words words => Escape(words.Text),
                ChatSpan.Code code => Code(code.Text),
                ChatSpan.Person person => Person(person.User),
                ChatSpan.Link link => Link(link.Text, link.Address),
                _ => throw new InvalidOperationException($"Unknown span {span.GetType().Name}."),
            });
        }

        return written.ToString();
    }

    public static string Strong(string text) => text.Trim().Length == 0 || text.Contains('*', StringComparison.Ordinal) ? Escape(text) : $"*{Escape(text)}*";

    public static string Code(string text) => text.Length == 0 ? string.Empty : $"`{Escape(text).Replace('`', '\'').Replace('\n', ' ')}`";

    public static string Link(string text, Uri address) =>
        $"<{address.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}|{Escape(text).Replace('|', '¦').Replace('\n', ' ')}>";

    /// <summary>A mention on Slack; a person of another platform is only named.</summary>
    public static string Person(UserRef user) => user.Platform == ChatPlatform.Slack && IsId(user.Id) ? $"<@{user.Id}>" : Escape(user.ToString());

    /// <summary>Cuts written markup to a length without leaving half of an entity, mention or link.</summary>
    public static string Fit(string markup, int length)
    {
        if (markup.Length <= length)
        {
            return markup;
        }

        var end = length - 1;
        var open = markup.LastIndexOf('<', end - 1, end);
        if (open >= 0 && markup.IndexOf('>', open) is var close && (close < 0 || close >= end))
        {
            end = open;
        }

        var entity = end > 0 ? markup.LastIndexOf('&', end - 1, Math.Min(end, 6)) : -1;
        if (entity >= 0 && markup.IndexOf(';', entity) >= end)
        {
            end = entity;
        }

        if (end > 0 && char.IsHighSurrogate(markup[end - 1]))
        {
            end--;
        }

        return string.Concat(markup.AsSpan(0, end), "…");
    }

    /// <summary>Cuts plain text to a length.</summary>
    public static string FitPlain(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>
    /// What a person typed, without Slack's markup: mentions and channels by name, links by address, entities as characters. Mentions of the bot itself go.
    /// </summary>
    public static string Read(string text, string? botUserId)
    {
        var read = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '<' ? text.IndexOf('>', i) : -1;
            if (end > i)
            {
                read.Append(ReadTag(text[(i + 1)..end], botUserId));
                i = end;
            }
            else
            {
                read.Append(text[i]);
            }
        }

        return read.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();
    }

    private static string ReadTag(string tag, string? botUserId)
    {
        var bar = tag.IndexOf('|', StringComparison.Ordinal);
        var target = bar < 0 ? tag : tag[..bar];
        var label = bar < 0 || bar == tag.Length - 1 ? null : tag[(bar + 1)..];
        return target switch
        {
            ['@', .. var user] => user == botUserId ? string.Empty : "@" + (label ?? user),
            ['#', .. var channel] => "#" + (label ?? channel),
            ['!', .. var command] => "@" + (label ?? command.Split('^')[0]).TrimStart('@'),
            _ when target.StartsWith("mailto:", StringComparison.Ordinal) => label ?? target["mailto:".Length..],
            // A link that Slack made from "example.com" reads as it was typed.
            _ => label is not null && target.EndsWith("//" + label, StringComparison.Ordinal) ? label : target,
        };
    }

    private static bool IsId(string id) => id.Length > 0 && id.All(char.IsAsciiLetterOrDigit);
}
