using System.Text.Json.Nodes;
using Vibe.Data.WebChat;
using Vibe.Web.Access;
using Vibe.Web.Messages;

namespace Vibe.Web.Live;

/// <summary>What one change tells the pages.</summary>
/// <param name="Json">The frame.</param>
/// <param name="Channel">Where it happened.</param>
/// <param name="PrivateTo">Who alone may see it.</param>
internal sealed record LiveFrame(string Json, string Channel, string? PrivateTo)
{
    private const string DirectPrefix = "direct-";

    /// <summary>The frame of a stored message.</summary>
    public static LiveFrame Of(WebMessageRow row)
    {
        var content = WebJson.Read<WebMessageContent>(row.Message.Content);
        var json = content.Dialog is { } dialog
            ? WebJson.Write(new { type = "dialog", dialog, row.Message.Channel, row.Message.Thread })
            : new JsonObject { ["type"] = "message", ["message"] = ToMessage(row) }.ToJsonString();
        return new LiveFrame(json, row.Message.Channel, row.Message.PrivateTo);
    }

    /// <summary>The message as the page knows it: the content with its place.</summary>
    public static JsonObject ToMessage(WebMessageRow row)
    {
        var message = JsonNode.Parse(row.Message.Content)!.AsObject();
        message["id"] = row.Message.Key;
        message["channel"] = row.Message.Channel;
        message["thread"] = row.Message.Thread;
        message["privateTo"] = row.Message.PrivateTo;
        message["at"] = row.CreatedAt;
        message["order"] = row.Order;
        message["revision"] = row.Change;
        return message;
    }

    /// <summary>Whether this person sees it: nobody sees what is another's alone.</summary>
    public bool IsVisibleTo(WebPerson person) =>
        (PrivateTo is null || PrivateTo == person.Id) && (!Channel.StartsWith(DirectPrefix, StringComparison.Ordinal) || Channel == person.DirectChannel);
}
