using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;

namespace Vibe.EndToEnd.Tests.Kills;

/// <summary>
/// Stands between a worker and its Temporal service and stops workflows at exact moments. Before an activity: the service has handed the task out, the worker never gets it.
/// After: the worker has done it and says so, the service never hears it. Killing the worker then is what a crash at that moment is.
/// </summary>
internal sealed class TemporalProxy : IAsyncDisposable
{
    private const string Service = "/temporal.api.workflowservice.v1.WorkflowService/";
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _service = new(new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true });
    private readonly Uri _target;
    private readonly ConcurrentDictionary<string, KillPoint[]> _points = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ByteString, (string Workflow, KillPoint Point)> _awaited = new();
    private readonly ConcurrentDictionary<ByteString, bool> _stopped = new();
    private readonly CancellationTokenSource _end = new();
    private Task _beating = Task.CompletedTask;
    private readonly Dictionary<(string Workflow, string Activity), List<string>> _seen = [];
    private readonly ConcurrentDictionary<(string Workflow, KillPoint Point), bool> _reached = new();

    private TemporalProxy(WebApplication app, string target) => (_app, _target) = (app, new Uri($"http://{target}"));

    /// <summary>Where workers connect, host:port.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    /// <summary>What was reached so far.</summary>
    public ICollection<(string Workflow, KillPoint Point)> Reached => _reached.Keys;

    public static async Task<TemporalProxy> StartAsync(string target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        var proxy = new TemporalProxy(app, target);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        proxy._beating = proxy.BeatAsync(proxy._end.Token);
        return proxy;
    }

    /// <summary>Stops a workflow at these moments.</summary>
    public void StopAt(string workflow, params KillPoint[] points) => _points[workflow] = points;

    /// <summary>From now on everything passes.</summary>
    public void LetPass()
    {
        _points.Clear();
        _awaited.Clear();
        _stopped.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating;
        _end.Dispose();
        _service.Dispose();
        await _app.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        try
        {
            var body = await ReadAsync(context.Request.Body, context.RequestAborted);
            await HoldCompletionAsync(context, body);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_target, context.Request.Path)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(body) };
            foreach (var header in context.Request.Headers.Where(h => !h.Key.StartsWith(':') && h.Key is not ("Host" or "Content-Length")))
            {
                if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
                {
                    request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
                }
            }

            using var response = await _service.SendAsync(request, context.RequestAborted);
            await AnswerAsync(context, response);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        var answer = Withhold(context.Request.Path, await response.Content.ReadAsByteArrayAsync(context.RequestAborted));
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Content-Length" or "Transfer-Encoding")))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        if (answer.Length > 0)
        {
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }

        foreach (var trailer in response.TrailingHeaders)
        {
            context.Response.AppendTrailer(trailer.Key, trailer.Value.ToArray());
        }
    }

    /// <summary>A task for which the worker is killed before it does anything is kept; the worker hears that there is none.</summary>
    private byte[] Withhold(string path, byte[] answer)
    {
        if (path != $"{Service}PollActivityTaskQueue" || answer.Length <= 5)
        {
            return answer;
        }

        var task = PollActivityTaskQueueResponse.Parser.ParseFrom(answer.AsSpan(5));
        if (task.TaskToken.IsEmpty)
        {
            return answer;
        }

        var (workflow, activity) = (task.WorkflowExecution.WorkflowId, task.ActivityType.Name);
        var occurrence = OccurrenceOf(workflow, activity, task.ActivityId);
        if (!_points.TryGetValue(workflow, out var points) || points.FirstOrDefault(p => p.Activity == activity && p.Occurrence == occurrence) is not { } point)
        {
            return answer;
        }

        if (point.IsAfter)
        {
            _awaited[task.TaskToken] = (workflow, point);
            return answer;
        }

        _stopped[task.TaskToken] = true;
        _reached[(workflow, point)] = true;
        return new byte[5];
    }

    private int OccurrenceOf(string workflow, string activity, string id)
    {
        lock (_seen)
        {
            var ids = _seen.TryGetValue((workflow, activity), out var known) ? known : _seen[(workflow, activity)] = [];
            if (!ids.Contains(id))
            {
                ids.Add(id);
            }

            return ids.IndexOf(id) + 1;
        }
    }

    private async Task HoldCompletionAsync(HttpContext context, byte[] body)
    {
        if (context.Request.Path != $"{Service}RespondActivityTaskCompleted")
        {
            return;
        }

        var token = RespondActivityTaskCompletedRequest.Parser.ParseFrom(body.AsSpan(5)).TaskToken;
        if (_awaited.TryGetValue(token, out var held))
        {
            _stopped[token] = true;
            _reached[held] = true;

            // Until the worker is dead.
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        }
    }

    /// <summary>
    /// Gives signs of life for what is stopped, until the worker is dead: however long the others take to come to their moments, no attempt is given up meanwhile, of which a stage has few.
    /// </summary>
    private async Task BeatAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(3));
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                await Task.WhenAll(_stopped.Keys.Select(token => BeatAsync(token, end)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task BeatAsync(ByteString token, CancellationToken end)
    {
        var beat = new RecordActivityTaskHeartbeatRequest { Namespace = "default", TaskToken = token }.ToByteArray();
        byte[] frame = [0, (byte)(beat.Length >> 24), (byte)(beat.Length >> 16), (byte)(beat.Length >> 8), (byte)beat.Length, .. beat];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_target, $"{Service}RecordActivityTaskHeartbeat"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        try
        {
            using var response = await _service.SendAsync(request, end);
            await response.Content.CopyToAsync(Stream.Null, end);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The next one tells.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await stream.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }
}
