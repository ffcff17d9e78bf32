using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vibe.TestKit.Slack;

/// <summary>
/// Slack as far as a bot sees it: the Web API with its checks and limits, response addresses, uploads and Socket Mode. It keeps what it is sent, and fails as it is told.
/// </summary>
public sealed class FakeSlack : IAsyncDisposable
{
    /// <summary>The bot's token.</summary>
    public const string BotToken = "xoxb-fake-token";

    /// <summary>The app's token.</summary>
    public const string AppToken = "xapp-fake-token";

    /// <summary>The app's signing secret.</summary>
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    /// <summary>The workspace.</summary>
    public const string Team = "T1";

    /// <summary>The bot's user.</summary>
    public const string BotUser = "UVIBE";

    private readonly WebApplication _app;
    private readonly FakeSlackMethods _methods;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackFault>> _faults = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeSlack(WebApplication app)
    {
        _app = app;
        Sockets = new FakeSlackSockets(_end.Task);
        _methods = new FakeSlackMethods(this);
    }

    /// <summary>Where the Web API is.</summary>
    public Uri ApiBaseUrl => new(Address, "api/");

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Channels, messages, people, files and dialogs.</summary>
    public FakeSlackState State { get; } = new();

    /// <summary>Socket Mode.</summary>
    public FakeSlackSockets Sockets { get; }

    /// <summary>The scopes that the bot's token has.</summary>
    public IList<string> Scopes { get; } =
    [
        "app_mentions:read", "channels:history", "chat:write", "chat:write.public", "commands", "files:read", "files:write", "groups:history", "im:history", "im:write", "mpim:history", "users:read",
    ];

    /// <summary>The token that it takes; another one is <c>invalid_auth</c>.</summary>
    public string AcceptedToken { get; set; } = BotToken;

    /// <summary>Whether Slack's rate limits hold: a message a second and channel after five, and the tiers of the methods.</summary>
    public bool EnforcesLimits { get; set; }

    /// <summary>The calls so far, in order.</summary>
    public ConcurrentQueue<SlackCall> Calls { get; } = new();

    /// <summary>How many calls were refused by a limit.</summary>
    public int Throttled { get; private set; }

    /// <summary>Starts it on a free port.</summary>
    public static async Task<FakeSlack> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(o => o.Limits.MaxRequestBodySize = 100 * 1024 * 1024);
        var app = builder.Build();
        app.UseWebSockets();
        var slack = new FakeSlack(app);
        app.Map("/api/{method}", slack.CallAsync);
        app.MapPost("/upload/{file}", slack.UploadAsync);
        app.MapPost("/response/{id}", slack.RespondAsync);
        app.Map("/link", slack.Sockets.ServeAsync);
        await app.StartAsync();
        slack.Address = new Uri(app.Urls.Single());
        return slack;
    }

    /// <summary>Lets the next calls of a method fail, one after the other.</summary>
    public void FailNext(string method, params SlackFault[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (var fault in faults)
        {
            _faults.GetOrAdd(method, _ => new ConcurrentQueue<SlackFault>()).Enqueue(fault);
        }
    }

    /// <summary>Lets calls of a method fail after some that do not.</summary>
    public void FailAfter(string method, int good, params SlackFault[] faults)
    {
        for (var i = 0; i < good; i++)
        {
            FailNext(method, SlackFault.None);
        }

        FailNext(method, faults);
    }

    /// <summary>A new response address, as commands and clicks bring one.</summary>
    public string NewResponseUrl(string channel, string user) => new Uri(Address, $"response/{State.NewResponse(channel, user)}").ToString();

    /// <summary>How often a method was called.</summary>
    public int CountOf(string method) => Calls.Count(c => c.Method == method);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task CallAsync(HttpContext context, string method)
    {
        var arguments = await SlackArguments.ReadAsync(context.Request);
        Calls.Enqueue(new SlackCall(method, arguments.ToJson(), arguments.Token));
        var fault = _faults.TryGetValue(method, out var queue) && queue.TryDequeue(out var next) && next != SlackFault.None ? next : null;
        if (fault is not null && !fault.IsAfterwards)
        {
            await FailAsync(context, fault);
            return;
        }

        if (EnforcesLimits && State.Limits.Wait(method, arguments.Text("channel") ?? arguments.Text("channel_id")) is { } wait)
        {
            Throttled++;
            await FailAsync(context, SlackFault.RateLimited(wait));
            return;
        }

        var answer = Authorized(method, arguments) ?? _methods.Call(method, arguments);
        if (fault is not null)
        {
            await FailAsync(context, fault);
            return;
        }

        if (arguments.Token == AcceptedToken)
        {
            context.Response.Headers["x-oauth-scopes"] = string.Join(',', Scopes);
        }

        await WriteAsync(context, answer);
    }

    private JsonObject? Authorized(string method, SlackArguments arguments)
    {
        if (arguments.Token is null)
        {
            return SlackJsonAnswers.Error("not_authed");
        }

        var expected = method == "apps.connections.open" ? AppToken : AcceptedToken;
        return arguments.Token == expected ? null : SlackJsonAnswers.Error(arguments.Token.StartsWith("xapp-", StringComparison.Ordinal) ? "not_allowed_token_type" : "invalid_auth");
    }

    private async Task FailAsync(HttpContext context, SlackFault fault)
    {
        if (fault.IsHang)
        {
            try
            {
                await _end.Task.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The caller has given up.
            }

            return;
        }

        if (fault.IsReset)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await WriteAsync(context, SlackJsonAnswers.Error(fault.Code));
    }

    private async Task UploadAsync(HttpContext context, string file)
    {
        Calls.Enqueue(new SlackCall("upload", new JsonObject { ["file"] = file }, null));
        if (_faults.TryGetValue("upload", out var queue) && queue.TryDequeue(out var fault))
        {
            await FailAsync(context, fault);
            return;
        }

        using var body = new MemoryStream();
        // Slack takes the bytes as they are, or as a file of a form.
        if (context.Request.HasFormContentType && await context.Request.ReadFormAsync() is { Files: [var posted, ..] })
        {
            await posted.CopyToAsync(body);
        }
        else
        {
            await context.Request.Body.CopyToAsync(body);
        }

        context.Response.StatusCode = State.Receive(file, body.ToArray()) ? 200 : 400;
        await context.Response.WriteAsync(context.Response.StatusCode == 200 ? $"OK - {body.Length}" : "bad length");
    }

    private async Task RespondAsync(HttpContext context, string id)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var answer = JsonNode.Parse(document.RootElement.GetRawText())!.AsObject();
        Calls.Enqueue(new SlackCall("response_url", answer, null));
        if (!State.Respond(id, answer))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("expired_url");
            return;
        }

        await context.Response.WriteAsync("ok");
    }

    private static async Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
