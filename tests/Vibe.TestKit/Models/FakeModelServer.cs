using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vibe.TestKit.Models;

/// <summary>A server that speaks Ollama's API and OpenAI's, answers what it is told, and fails as it is told.</summary>
public sealed class FakeModelServer : IAsyncDisposable
{
    private const int Pieces = 8;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ModelFault> _faults = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _aborted;

    private FakeModelServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a path: Ollama's address.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The base address of the OpenAI protocol.</summary>
    public Uri OpenAIAddress => new(Address, "v1");

    /// <summary>The models that it has, with whether they can chat.</summary>
    public Dictionary<string, bool> Models { get; } = new(StringComparer.Ordinal) { ["fake"] = true };

    /// <summary>Makes the answer from the request.</summary>
    public Func<JsonElement, string> Answer { get; set; } = _ => """{"summary":"s","files":[{"path":"a.txt","content":"hello"}]}""";

    /// <summary>Says how a request fails; without it the faults of <see cref="FailNext"/> are taken in turn.</summary>
    public Func<JsonElement, ModelFault>? FaultOf { get; set; }

    /// <summary>What a request waits for before anything is answered: so that a test says when a model is ready, and not the clock.</summary>
    public Func<JsonElement, Task>? Hold { get; set; }

    /// <summary>The pause between two pieces of a slow answer.</summary>
    public TimeSpan SlowPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The requests for an answer, in order.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    /// <summary>The authorization headers of the requests, in order.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>How many answers are being written.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many answers the caller has cancelled.</summary>
    public int Aborted => Volatile.Read(ref _aborted);

    /// <summary>Starts it on a free port.</summary>
    public static async Task<FakeModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeModelServer(app);
        app.MapGet("/api/version", () => new { version = "0.17.4" });
        app.MapGet("/api/tags", () => new { models = server.Models.Keys.Select(name => new { name, modified_at = "2026-01-01T00:00:00Z", size = 1 }) });
        app.MapGet("/api/ps", () => new { models = Array.Empty<object>() });
        app.MapPost("/api/show", server.ShowAsync);
        app.MapPost("/api/chat", context => server.ServeAsync(context, isOpenAI: false));
        app.MapGet("/v1/models", () => new { data = server.Models.Keys.Select(id => new { id }) });
        app.MapPost("/v1/chat/completions", context => server.ServeAsync(context, isOpenAI: true));
        await app.StartAsync();
        server.Address = new Uri(app.Urls.Single());
        return server;
    }

    /// <summary>Lets the next calls fail, one after the other.</summary>
    public void FailNext(params ModelFault[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task ShowAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var model = body.RootElement.GetProperty("model").GetString() ?? string.Empty;
        if (Models.TryGetValue(model, out var canChat))
        {
            await context.Response.WriteAsJsonAsync(new { capabilities = new[] { canChat ? "completion" : "embedding" } }, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = 404;
        await context.Response.WriteAsJsonAsync(new { error = $"model '{model}' not found" }, context.RequestAborted);
    }

    private async Task ServeAsync(HttpContext context, bool isOpenAI)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var request = body.RootElement.Clone();
        Requests.Enqueue(request);
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        var fault = FaultOf?.Invoke(request) ?? (_faults.TryDequeue(out var next) ? next : ModelFault.None);
        Interlocked.Increment(ref _running);
        try
        {
            await (Hold?.Invoke(request) ?? Task.CompletedTask).WaitAsync(context.RequestAborted);
            if (FakeModelErrors.Of(fault, isOpenAI) is { } error)
            {
                context.Response.StatusCode = error.Status;
                if (error.RetryAfter is { } wait)
                {
                    context.Response.Headers.RetryAfter = wait;
                }

                await context.Response.WriteAsync(error.Body, context.RequestAborted);
                return;
            }

            await WriteAsync(context, request, fault, isOpenAI);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _aborted);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task WriteAsync(HttpContext context, JsonElement request, ModelFault fault, bool isOpenAI)
    {
        var wire = isOpenAI ? (IModelWire)new OpenAIWire() : new OllamaWire();
        var text = fault switch
        {
            ModelFault.InvalidAnswer => "this is { not json",
            ModelFault.WrongShape => """{"answer":42}""",
            _ => Answer(request),
        };
        if (fault == ModelFault.Silent)
        {
            await HangAsync(context);
        }

        context.Response.ContentType = wire.ContentType;
        var size = Math.Max(1, (text.Length + Pieces - 1) / Pieces);
        for (var start = 0; start < text.Length; start += size)
        {
            if (start >= text.Length / 2 && fault is (ModelFault.Stalls or ModelFault.Cut or ModelFault.Reset or ModelFault.BrokenProtocol))
            {
                await BreakAsync(context, fault, wire);
                return;
            }

            if (fault == ModelFault.Slow)
            {
                using var pause = new PeriodicTimer(SlowPause);
                await pause.WaitForNextTickAsync(context.RequestAborted);
            }

            await SendAsync(context, wire.Piece(text.Substring(start, Math.Min(size, text.Length - start)), fault == ModelFault.Refusal));
        }

        await SendAsync(context, wire.End(request, text));
    }

    private async Task BreakAsync(HttpContext context, ModelFault fault, IModelWire wire)
    {
        switch (fault)
        {
            case ModelFault.Stalls:
                await HangAsync(context);
                break;
            case ModelFault.Reset:
                context.Abort();
                break;
            case ModelFault.BrokenProtocol:
                await SendAsync(context, wire.Broken);
                await SendAsync(context, wire.Piece("more", isRefusal: false));
                break;
            default:
                break;
        }
    }

    private async Task HangAsync(HttpContext context)
    {
        await context.Response.StartAsync(context.RequestAborted);
        await _end.Task.WaitAsync(context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
