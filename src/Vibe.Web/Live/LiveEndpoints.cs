using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vibe.Data.WebChat;
using Vibe.Web.Access;
using Vibe.Web.Messages;

namespace Vibe.Web.Live;

/// <summary>The WebSocket that keeps pages live.</summary>
internal static class LiveEndpoints
{
    private const int MostMessages = 500;

    /// <summary>Maps it into the group of the chat.</summary>
    public static RouteGroupBuilder MapLive(this RouteGroupBuilder group)
    {
        group.MapGet("/socket", ConnectAsync);
        return group;
    }

    private static async Task<Results<EmptyHttpResult, BadRequest<string>>> ConnectAsync(
        HttpContext context, [AsParameters] LiveParts parts, string? user, CancellationToken cancellationToken)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return TypedResults.BadRequest("Expected a WebSocket.");
        }

        // An unknown or absent person is shown what everybody sees, until the page has chosen one.
        var person = parts.People.Find(user) ?? parts.People.People[0];
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, parts.Lifetime.ApplicationStopping);
        var connection = new LiveConnection(socket, person);
        using var membership = parts.Hub.Join(connection);
        connection.Send(Hello(await parts.Messages.ListAsync(MostMessages, cancellationToken), parts.People, person));
        await connection.RunAsync(ending.Token);
        return TypedResults.Empty;
    }

    private static string Hello(IReadOnlyList<WebMessageRow> rows, WebPeople people, WebPerson person)
    {
        var messages = new JsonArray();
        foreach (var row in rows.Where(r => new LiveFrame("", r.Message.Channel, r.Message.PrivateTo).IsVisibleTo(person)))
        {
            messages.Add(LiveFrame.ToMessage(row));
        }

        return new JsonObject
        {
            ["type"] = "hello",
            ["channels"] = JsonNode.Parse(WebJson.Write(people.Channels)),
            ["people"] = JsonNode.Parse(WebJson.Write(people.People)),
            ["messages"] = messages,
        }.ToJsonString();
    }
}
