using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vibe.Web.Access;

namespace Vibe.Web.Page;

/// <summary>The page and how it is opened.</summary>
internal static class PageEndpoints
{
    /// <summary>Maps them.</summary>
    /// <param name="open">What anybody may reach: the door and the files of the page, which hold nothing.</param>
    /// <param name="chat">What takes a session.</param>
    public static void MapPage(RouteGroupBuilder open, RouteGroupBuilder chat)
    {
        open.MapGet("/open", Open);
        open.MapGet("/{name:regex(^[a-z]+\\.(css|js|svg)$)}", Asset);
        chat.MapGet("", () => Page());
    }

    private static Results<RedirectHttpResult, ContentHttpResult> Open(HttpContext context, string? token, WebChatAccess access)
    {
        if (access.Redeem(token) is not { } session)
        {
            return TypedResults.Content(ClosedPage.Html, "text/html; charset=utf-8", statusCode: StatusCodes.Status401Unauthorized);
        }

        context.Response.Cookies.Append(
            WebSession.Cookie, session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", Secure = context.Request.IsHttps, IsEssential = true });
        return TypedResults.Redirect("/chat");
    }

    private static Results<FileContentHttpResult, NotFound> Asset(string name) =>
        PageAssets.Find(name) is { } file ? TypedResults.File(file.Content, file.Type) : TypedResults.NotFound();

    private static FileContentHttpResult Page()
    {
        var (content, type) = PageAssets.Find("index.html") ?? throw new InvalidOperationException("The page is not in the assembly.");
        return TypedResults.File(content, type);
    }
}
