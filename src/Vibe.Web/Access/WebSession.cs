using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Vibe.Web.Access;

/// <summary>Lets through who has a session, and no request that comes by ways the chat does not answer.</summary>
internal sealed class WebSession(WebChatAccess access, IOptions<WebChatOptions> options) : IEndpointFilter
{
    /// <summary>The cookie with the session's secret.</summary>
    public const string Cookie = "vibe_chat";

    private const string Policy = "default-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!access.IsOpen(context.HttpContext.Request.Cookies[Cookie]))
        {
            return TypedResults.Content(ClosedPage.Html, "text/html; charset=utf-8", statusCode: StatusCodes.Status401Unauthorized);
        }

        return await next(context);
    }

    /// <summary>The rules that hold with and without a session, and the headers of every answer.</summary>
    public async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return WebRequestRules.Refusal(http.Request, options.Value.Enabled == true) is { } reason
            ? TypedResults.Text(reason, statusCode: StatusCodes.Status403Forbidden)
            : await next(context);
    }
}
