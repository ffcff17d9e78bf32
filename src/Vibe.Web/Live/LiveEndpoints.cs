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
    /// <summary>Of each channel, at the opening; each with its thread.</summary>
    private const int NewestMessages = 250;

    /// <summary>Of the channel, each time somebody looks further back.</summary>
    private const int OlderMessages = 100;

    /// <summary>Maps it, and what leafs back, into the group of the chat.</summary>
    public static RouteGroupBuilder MapLive(this RouteGroupBuilder group)
    {
        group.MapGet("/socket", ConnectAsync);
        group.MapGet("/api/history", LookBackAsync);
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
        var newest = new WebHistoryQuery { Channels = [.. parts.People.Channels.Select(c => c.Id), person.DirectChannel], Person = person.Id, Count = NewestMessages };
        connection.Send(Hello(await parts.Messages.ReadAsync(newest, cancellationToken), parts.People));
        await connection.RunAsync(ending.Token);
        return TypedResults.Empty;
    }

    private static async Task<Results<ContentHttpResult, BadRequest<string>>> LookBackAsync(
        [AsParameters] HistoryRequest request, IWebMessageStore messages, WebPeople people, CancellationToken cancellationToken)
    {
        if (people.Find(request.User) is not { } person || request.Channel is not { } channel || !people.MayEnter(person, channel))
        {
            return TypedResults.BadRequest("There is no such channel.");
        }

        var query = new WebHistoryQuery { Channels = [channel], Person = person.Id, Count = OlderMessages, Before = request.Before, Thread = request.Thread };
        var history = await messages.ReadAsync(query, cancellationToken);
        return TypedResults.Content(new JsonObject { ["messages"] = ToJson(history), ["older"] = history.Older.Count > 0 }.ToJsonString(), "application/json; charset=utf-8");
    }

    private static string Hello(WebHistory history, WebPeople people) => new JsonObject
    {
        ["type"] = "hello",
        ["channels"] = JsonNode.Parse(WebJson.Write(people.Channels)),
        ["people"] = JsonNode.Parse(WebJson.Write(people.People)),
        ["messages"] = ToJson(history),
        ["older"] = JsonNode.Parse(WebJson.Write(history.Older)),
    }.ToJsonString();

    private static JsonArray ToJson(WebHistory history) => [.. history.Messages.Select(LiveFrame.ToMessage)];
}
