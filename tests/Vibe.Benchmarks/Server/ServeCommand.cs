using System.Net;
using System.Runtime.InteropServices;
using Temporal.Server.Hosting;

namespace Vibe.Benchmarks.Server;

/// <summary><c>serve</c>: the embedded service alone in a process, so that it can be measured and killed. Prints <c>listening on host:port</c>.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var connectionString = arguments.Text("postgres", string.Empty);
        await using var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                Listen = IPEndPoint.Parse(arguments.Text("listen", "127.0.0.1:0")),
                Store = connectionString.Length == 0 ? TemporalStore.Memory : TemporalStore.PostgreSql(connectionString, arguments.Text("schema", TemporalStore.DefaultSchema)),
            },
            CancellationToken.None);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stopping));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stopping));
        Console.WriteLine($"listening on {server.Address}");
        var ended = await Task.WhenAny(stopping.Task, server.Failed);
        if (ended.IsFaulted)
        {
            Console.Error.WriteLine(ended.Exception);
            return 1;
        }

        return 0;
    }

    private static void Stop(PosixSignalContext context, TaskCompletionSource stopping)
    {
        context.Cancel = true;
        stopping.TrySetResult();
    }
}
