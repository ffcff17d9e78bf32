using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vibe.Web.Access;
using Vibe.Web.Delivered;
using Vibe.Web.Live;
using Vibe.Web.Page;
using Vibe.Web.Talk;

namespace Vibe.Web;

/// <summary>Maps the web chat.</summary>
public static class WebChatEndpoints
{
    /// <summary>Maps everything below <c>/chat</c>; the host has switched WebSockets on before.</summary>
    public static IEndpointRouteBuilder MapVibeWebChat(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var session = routes.ServiceProvider.GetRequiredService<WebSession>();
        var open = routes.MapGroup("/chat").AddEndpointFilter(session.GuardAsync);
        var chat = open.MapGroup("").AddEndpointFilter(session);
        PageEndpoints.MapPage(open, chat);
        chat.MapTalk().MapDelivered().MapLive();
        return routes;
    }

    /// <summary>The path that opens the chat once.</summary>
    public static string OpeningPath(IServiceProvider services) => $"/chat/open?token={services.GetRequiredService<WebChatAccess>().Token}";

    /// <summary>Tells the next opening path whenever one was used.</summary>
    public static void OnOpened(IServiceProvider services, Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        services.GetRequiredService<WebChatAccess>().TokenUsed += token => tell($"/chat/open?token={token}");
    }
}
