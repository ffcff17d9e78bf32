using System.Text;
using Vibe.Chat.Texts;
using Vibe.Core.Identity;

namespace Vibe.Web.Messages;

/// <summary>Writes the port's texts in the page's plain markup: back-ticks for code, nothing else.</summary>
internal static class WebTexts
{
    /// <summary>The text for the page.</summary>
    public static string Of(ChatText text, Func<UserRef, string> nameOf)
    {
        var page = new StringBuilder();
        foreach (var span in text.Spans)
        {
            page.Append(span switch
            {
                ChatSpan.Code code => $"`{code.Text}`",
                ChatSpan.Words words => words.Text,
                ChatSpan.Person person => $"@{nameOf(person.User)}",
                ChatSpan.Link link => $"{link.Text} ({link.Address})",
                _ => throw new InvalidOperationException($"Unknown span {span.GetType().Name}."),
            });
        }

        return page.ToString();
    }
}
