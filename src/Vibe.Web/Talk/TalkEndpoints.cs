using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vibe.Chat.Inbound;
using Vibe.Chat.Texts;
using Vibe.Core.Identity;
using Vibe.Data.WebChat;
using Vibe.Web.Access;
using Vibe.Web.Messages;

namespace Vibe.Web.Talk;

/// <summary>What pages post.</summary>
internal static class TalkEndpoints
{
    /// <summary>Browsers send it from our page only: another page may not set it without asking first, which is refused.</summary>
    public const string PageHeader = "X-Vibe-Chat";

    /// <summary>Maps the posts into the group of the chat.</summary>
    public static RouteGroupBuilder MapTalk(this RouteGroupBuilder group)
    {
        group.MapPost("/api/messages", SayAsync);
        group.MapPost("/api/actions", PressAsync);
        group.MapPost("/api/dialogs", SubmitAsync);
        return group;
    }

    private static async Task<Results<Ok<TalkAnswer>, JsonHttpResult<TalkAnswer>>> SayAsync(HttpRequest request, TalkPost post, [AsParameters] TalkParts parts, CancellationToken cancellationToken)
    {
        if (Refuse(request, post, parts, out var person) is { } refused)
        {
            return refused;
        }

        var isCommand = (post.Text ?? "").TrimStart().StartsWith('/');
        if (TalkReader.ReadMessage(post, person) is not { } received)
        {
            if (isCommand)
            {
                return TypedResults.Ok(new TalkAnswer("This chat knows one command: `/vibe`. `/vibe help` says what it can do.", null));
            }

            return await TryKeepAsync(post, person, parts, cancellationToken)
                ? TypedResults.Ok(new TalkAnswer(null, null))
                : Error("The message cannot be stored right now; try again in a moment.", StatusCodes.Status503ServiceUnavailable);
        }

        var receipt = await parts.Inbox.AcceptAsync(received, cancellationToken);

        // Kept after it was accepted: what is refused, a secret for example, is not kept anywhere.
        if (!isCommand && receipt is ChatReceipt.Accepted or ChatReceipt.Repeat or ChatReceipt.Answered { IsRefusal: false })
        {
            // What Vibe has accepted is accepted, also where the words themselves could not be kept: sent again it would be done twice.
            await TryKeepAsync(post, person, parts, cancellationToken);
        }

        return Answer(receipt, parts.People, isDialog: false);
    }

    private static async Task<Results<Ok<TalkAnswer>, JsonHttpResult<TalkAnswer>>> PressAsync(HttpRequest request, TalkPost post, [AsParameters] TalkParts parts, CancellationToken cancellationToken)
    {
        if (Refuse(request, post, parts, out var person) is { } refused)
        {
            return refused;
        }

        return TalkReader.ReadAction(post, person) is { } received
            ? Answer(await parts.Inbox.AcceptAsync(received, cancellationToken), parts.People, isDialog: false)
            : Error("The button is bound to nothing known; load the page anew.", StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<TalkAnswer>, JsonHttpResult<TalkAnswer>>> SubmitAsync(HttpRequest request, TalkPost post, [AsParameters] TalkParts parts, CancellationToken cancellationToken)
    {
        if (Refuse(request, post, parts, out var person) is { } refused)
        {
            return refused;
        }

        return TalkReader.ReadDialog(post, person) is { } received
            ? Answer(await parts.Inbox.AcceptAsync(received, cancellationToken), parts.People, isDialog: true)
            : Error("The dialog is not known; open it again.", StatusCodes.Status400BadRequest);
    }

    private static JsonHttpResult<TalkAnswer>? Refuse(HttpRequest request, TalkPost post, TalkParts parts, out WebPerson person)
    {
        person = parts.People.Find(post.User) ?? parts.People.People[0];
        var reason = request.Headers.ContainsKey(PageHeader) ? TalkReader.Refusal(post, parts.People) : "This request does not come from the chat's page.";
        return reason is null ? null : Error(reason, StatusCodes.Status400BadRequest);
    }

    private static Results<Ok<TalkAnswer>, JsonHttpResult<TalkAnswer>> Answer(ChatReceipt receipt, WebPeople people, bool isDialog) => receipt switch
    {
        ChatReceipt.Answered { IsRefusal: true } answered when isDialog => Error(Words(answered.Text, people), StatusCodes.Status422UnprocessableEntity),
        ChatReceipt.Answered answered => TypedResults.Ok(new TalkAnswer(Words(answered.Text, people), null)),
        ChatReceipt.NotAccepted lost => Error(Words(lost.Text, people), StatusCodes.Status503ServiceUnavailable),
        _ => TypedResults.Ok(new TalkAnswer(null, null)),
    };

    private static string Words(ChatText text, WebPeople people) =>
        WebTexts.Of(text, user => user.Platform == ChatPlatform.Web ? people.Find(user.Id)?.Name ?? user.Id : user.ToString());

    private static JsonHttpResult<TalkAnswer> Error(string reason, int status) => TypedResults.Json(new TalkAnswer(null, reason), statusCode: status);

    private static async Task<bool> TryKeepAsync(TalkPost post, WebPerson person, TalkParts parts, CancellationToken cancellationToken)
    {
        var draft = new WebMessageDraft
        {
            Key = post.Id ?? "",
            Channel = post.Channel ?? "",
            Thread = post.Thread,
            Content = WebJson.Write(new WebMessageContent { AuthorId = person.Id, Text = post.Text?.Trim() }),
        };
        try
        {
            await parts.Messages.SaveAsync(draft, cancellationToken);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
