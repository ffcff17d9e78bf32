using System.Collections.Concurrent;
using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Testing;

/// <summary>The process of a development server.</summary>
internal sealed class DevServerProcess : IAsyncDisposable
{
    private const int LinesKept = 50;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private DevServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public static DevServerProcess Start(WorkflowEnvironmentStartLocalOptions options)
    {
        var path = options.DevServerOptions.ExistingPath ?? throw new ArgumentException("DevServerOptions.ExistingPath is required", nameof(options));
        var start = new ProcessStartInfo(path, Arguments(options)) { RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new DevServerProcess(new Process { StartInfo = start });
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until the server knows the namespace.</summary>
    /// <exception cref="InvalidOperationException">The server ended, or is not ready within a minute.</exception>
    public async Task WaitUntilReadyAsync(TemporalClientConnectOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        var client = TemporalClient.CreateLazy(options);
        while (!await IsReadyAsync(client, options.Namespace).ConfigureAwait(false))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > StartTimeout)
            {
                throw new InvalidOperationException(
                    $"The development server {process.StartInfo.FileName} did not become ready on {options.TargetHost}:{Environment.NewLine}{string.Join(Environment.NewLine, output)}");
            }

            await Task.Delay(Pause).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }

        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(TemporalClient client, string @namespace)
    {
        try
        {
            await client.WorkflowService.DescribeNamespaceAsync(
                new DescribeNamespaceRequest { Namespace = @namespace }, new RpcOptions { Timeout = TimeSpan.FromSeconds(2), Retry = false }).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            return false;
        }
    }

    private static List<string> Arguments(WorkflowEnvironmentStartLocalOptions options)
    {
        var server = options.DevServerOptions;
        var host = options.TargetHost ?? string.Empty;
        var colon = host.LastIndexOf(':');
        List<string> arguments =
        [
            "server", "start-dev", "--ip", host[..colon], "--port", host[(colon + 1)..], "--namespace", options.Namespace,
            "--log-format", server.LogFormat, "--log-level", server.LogLevel,
        ];
        arguments.AddRange(options.UI ? options.UIPort > 0 ? ["--ui-port", $"{options.UIPort}"] : [] : ["--headless"]);
        if (server.DatabaseFilename is { } file)
        {
            arguments.AddRange(["--db-filename", file]);
        }

        foreach (var key in options.SearchAttributes ?? [])
        {
            arguments.AddRange(["--search-attribute", $"{key.Name}={TypeName(key.ValueType)}"]);
        }

        arguments.AddRange(server.ExtraArgs ?? []);
        return arguments;
    }

    private static string TypeName(IndexedValueType type) => type == IndexedValueType.Datetime ? "Datetime" : type.ToString();

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        while (output.Count > LinesKept)
        {
            output.TryDequeue(out _);
        }
    }
}
