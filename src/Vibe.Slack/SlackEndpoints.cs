using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Vibe.Slack.Inbound;
using Vibe.Slack.Requests;
using Vibe.Slack.Settings;

namespace Vibe.Slack;

/// <summary>Where Slack calls Vibe. The manifest names these paths.</summary>
public static class SlackEndpoints
{
    /// <summary>Takes slash commands.</summary>
    public const string CommandsPath = "/slack/commands";

    /// <summary>Takes clicks, dialogs and shortcuts.</summary>
    public const string InteractivityPath = "/slack/interactivity";

    /// <summary>Takes events.</summary>
    public const string EventsPath = "/slack/events";

    /// <summary>Larger than anything that Slack sends.</summary>
    private const int LargestBody = 1024 * 1024;

    private delegate SlackInbound Reader(byte[] body);

    /// <summary>Maps the three paths where a signing secret is configured; without one, or without <c>AddVibeSlack</c>, nothing is mapped.</summary>
    public static IEndpointRouteBuilder MapVibeSlack(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = endpoints.ServiceProvider.GetService<IOptions<SlackOptions>>()?.Value;
        if (string.IsNullOrWhiteSpace(options?.SigningSecret) || endpoints.ServiceProvider.GetService<SlackReceiver>() is null)
        {
            return endpoints;
        }

        endpoints.MapPost(CommandsPath, context => HandleAsync(context, ReadCommand));
        endpoints.MapPost(InteractivityPath, context => HandleAsync(context, ReadInteraction));
        endpoints.MapPost(EventsPath, context => HandleAsync(context, ReadEvent));
        return endpoints;
    }

    private static async Task HandleAsync(HttpContext context, Reader read)
    {
        var body = await ReadBodyAsync(context.Request.BodyReader, context.RequestAborted);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var services = context.RequestServices;
        var secret = services.GetRequiredService<IOptions<SlackOptions>>().Value.SigningSecret;
        var headers = context.Request.Headers;
        var verdict = SlackRequestVerifier.Verify(
            secret, body, Single(headers[SlackRequestVerifier.TimestampHeader]), Single(headers[SlackRequestVerifier.SignatureHeader]), services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (verdict != SlackRequestVerdict.Genuine)
        {
            // Slack's legacy check of the certificate is not always signed; nothing but "ok" is said to it.
            context.Response.StatusCode = IsCertificateCheck(body) ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
            services.GetRequiredService<SlackRefusals>().Tell(verdict);
            return;
        }

        if (IsCertificateCheck(body))
        {
            return;
        }

        await AnswerAsync(context, read(body));
    }

    private static async Task AnswerAsync(HttpContext context, SlackInbound inbound)
    {
        var reply = await context.RequestServices.GetRequiredService<SlackReceiver>().ReceiveAsync(inbound, context.RequestAborted);
        if (!reply.IsAccepted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.RequestServices.GetRequiredService<SlackLater>().Send(reply);
        if (reply.Json is { } json)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(json, context.RequestAborted);
        }
        else
        {
            context.Response.ContentLength = 0;
        }
    }

    private static SlackInbound ReadCommand(byte[] body)
    {
        var form = Form(body);
        return SlackCommands.Read(name => form.TryGetValue(name, out var value) ? value.ToString() : null);
    }

    private static SlackInbound ReadInteraction(byte[] body) =>
        Form(body).TryGetValue("payload", out var payload) ? ReadJson(Encoding.UTF8.GetBytes(payload.ToString()), SlackInteractions.Read) : new SlackInbound.Malformed("An interaction has no payload.");

    private static SlackInbound ReadEvent(byte[] body) => ReadJson(body, SlackEvents.Read);

    private static SlackInbound ReadJson(byte[] json, Func<JsonElement, SlackInbound> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return new SlackInbound.Malformed("A request is not valid JSON.");
        }
    }

    private static Dictionary<string, StringValues> Form(byte[] body) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));

    private static bool IsCertificateCheck(byte[] body) =>
        body.Length < 1_000 && body.AsSpan().IndexOf("ssl_check=1"u8) >= 0 && Form(body) is var form && form.TryGetValue("ssl_check", out var value) && value == "1" && !form.ContainsKey("command");

    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;

    // The signature is over the bytes as they came, so nothing may read them before.
    private static async Task<byte[]?> ReadBodyAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > LargestBody)
            {
                return null;
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
