using System.Net;
using Microsoft.AspNetCore.Http;

namespace Vibe.Web.Access;

/// <summary>Which requests may reach the web chat at all; a pure look at the request.</summary>
internal static class WebRequestRules
{
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "CF-Connecting-IP", "True-Client-IP", "X-Original-Host"];

    /// <summary>Why the request is refused, or <see langword="null"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isOnByChoice">Whether somebody switched the chat on: it then may be reached from other machines, by its token.</param>
    public static string? Refusal(HttpRequest request, bool isOnByChoice)
    {
        if (ForwardingHeaders.FirstOrDefault(h => request.Headers.ContainsKey(h)) is { } header)
        {
            return $"The web chat does not answer through a proxy (header {header}): whoever reaches it can be any of its people. Open it on the machine itself.";
        }

        if (!isOnByChoice && request.HttpContext.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
        {
            return "The web chat answers on the machine itself only. WebChat:Enabled=true opens it to others who have the token.";
        }

        return IsForeign(request) ? "This request comes from another page." : null;
    }

    /// <summary>A browser says from which page a request comes; another page's is refused, and so is a name that is not this server's.</summary>
    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || !string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
