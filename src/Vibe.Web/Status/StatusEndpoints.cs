using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vibe.Web.Access;

namespace Vibe.Web.Status;

/// <summary>The first page of a Vibe: whether it runs. It names parts and their health, no addresses and no secrets.</summary>
public static class StatusEndpoints
{
    private const string Styles =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:640px;margin:12vh auto;padding:0 20px;color-scheme:light dark}" +
        "li{list-style:none;padding:6px 0}ul{padding:0}b{display:inline-block;min-width:110px}";

    /// <summary>Maps <c>GET /</c>.</summary>
    public static IEndpointRouteBuilder MapVibeStatus(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/", ShowAsync);
        return routes;
    }

    private static async Task<Results<RedirectHttpResult, ContentHttpResult>> ShowAsync(HttpContext context, HealthCheckService health, CancellationToken cancellationToken)
    {
        if (context.RequestServices.GetService(typeof(WebChatAccess)) is WebChatAccess access && access.IsOpen(context.Request.Cookies[WebSession.Cookie]))
        {
            return TypedResults.Redirect("/chat");
        }

        var report = await health.CheckHealthAsync(cancellationToken);
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Vibe</title><style>")
            .Append(Styles).Append("</style></head><body><main><h1>Vibe is ").Append(report.Status == HealthStatus.Unhealthy ? "not ready" : "running").Append("</h1><ul>");
        foreach (var (part, entry) in report.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            page.Append("<li><b>").Append(WebUtility.HtmlEncode(part)).Append("</b> ").Append(entry.Status == HealthStatus.Healthy ? "in order" : WebUtility.HtmlEncode(entry.Description ?? "not ready")).Append("</li>");
        }

        page.Append("</ul><p>Builds are asked for in chat: <code>/vibe help</code>.</p></main></body></html>");
        return TypedResults.Content(page.ToString(), "text/html; charset=utf-8", statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
