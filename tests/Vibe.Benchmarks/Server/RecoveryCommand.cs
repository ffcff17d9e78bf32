using System.Globalization;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Vibe.TestKit;

namespace Vibe.Benchmarks.Server;

/// <summary><c>recover</c>: memory after many finished workflows, and how long a killed server takes to serve again with many open ones.</summary>
internal static class RecoveryCommand
{
    private const int Callers = 64;

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var number = arguments.Number("n", 10_000);
        await using var postgres = await DurablePostgres.StartAsync();
        var (server, address) = await ServerTarget.ServeAsync("127.0.0.1:0", postgres.ConnectionString);
        var processes = new ProcessTree(server.Id);
        Print("memory at start, MB", processes.Megabytes());
        await ToolProcess.RunAsync(
            RealTools.TemporalPeer ?? throw new InvalidOperationException(RealTools.Absent("temporal-peer")),
            ["bench", "--address", address, "--only", "workflows", "--n", $"{number}", "--concurrency", "100"]);
        Print($"memory after {number} finished workflows, MB", processes.Megabytes());
        await RestartAsync();

        var started = TimeProvider.System.GetTimestamp();
        using (var client = new UnaryClient(address))
        {
            var next = 0;
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
            {
                for (var index = Interlocked.Increment(ref next); index <= number; index = Interlocked.Increment(ref next))
                {
                    await client.CallAsync("StartWorkflowExecution", Start(index));
                }
            }));
        }

        Print("starts on disk, 1/s", number / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        await RestartAsync();
        Print($"memory after recovery of {number} open workflows, MB", new ProcessTree(server.Id).Megabytes());
        await server.DisposeAsync();
        return 0;

        async Task RestartAsync()
        {
            await server.DisposeAsync();
            var killed = TimeProvider.System.GetTimestamp();
            (server, address) = await ServerTarget.ServeAsync("127.0.0.1:0", postgres.ConnectionString);
            Print("from kill to serving again, ms", TimeProvider.System.GetElapsedTime(killed).TotalMilliseconds);
        }
    }

    private static StartWorkflowExecutionRequest Start(int index) => new()
    {
        Namespace = "default",
        WorkflowId = $"open-{index}",
        RequestId = $"open-{index}",
        WorkflowType = new WorkflowType { Name = "waits" },
        TaskQueue = new TaskQueue { Name = "nobody" },
        Input = new Payloads { Payloads_ = { new Payload { Data = ByteString.CopyFrom(new byte[200]) } } },
    };

    private static void Print(string measure, double value) =>
        Console.WriteLine($"{measure}: {value.ToString("0.0", CultureInfo.InvariantCulture)}");
}
