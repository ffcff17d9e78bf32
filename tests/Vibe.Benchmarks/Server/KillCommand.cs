using Temporalio.Api.History.V1;
using Temporalio.Client;
using Vibe.TestKit;

namespace Vibe.Benchmarks.Server;

/// <summary>
/// <c>kill9</c>: the service on PostgreSQL is killed at random moments while the official Go client and worker keep 200 workflows with activities, timers,
/// signals and updates busy; afterwards everything must have completed, and nothing acknowledged may be lost or counted twice.
/// </summary>
internal static class KillCommand
{
    private const int RecoveryTime = 500;

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var rounds = arguments.Number("rounds", 100);
        var workflows = arguments.Text("workflows", "200");
        var random = new Random(arguments.Number("seed", Environment.TickCount));
        await using var postgres = await DurablePostgres.StartAsync();
        var address = $"127.0.0.1:{FreePort.Next()}";
        var (server, _) = await ServerTarget.ServeAsync(address, postgres.ConnectionString);
        var longest = TimeSpan.FromMilliseconds(arguments.Number("longest", 5000));
        var duration = TimeSpan.FromTicks(rounds * (longest.Ticks + TimeSpan.TicksPerSecond) / 2);
        await using var chaos = ToolProcess.Start(
            RealTools.TemporalPeer ?? throw new InvalidOperationException(RealTools.Absent("temporal-peer")),
            ["chaos", "--address", address, "--duration", $"{(int)duration.TotalSeconds}s", "--workflows", workflows]);
        var done = 0;
        for (; done < rounds && !chaos.HasExited; done++)
        {
            // Every fourth life ends while it recovers. The others are long enough for clients to come back: those wait longer after each refusal.
            await Task.Delay(done % 4 == 3 ? random.Next(RecoveryTime) : random.Next(RecoveryTime, (int)longest.TotalMilliseconds));
            server.Kill();
            await server.DisposeAsync();
            var started = TimeProvider.System.GetTimestamp();
            (server, _) = await ServerTarget.ServeAsync(address, postgres.ConnectionString);
            Console.WriteLine($"round {done + 1}: serving again after {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
        }

        var exit = await chaos.ExitAsync(duration + TimeSpan.FromMinutes(5));
        Console.WriteLine(chaos.Output);
        Console.WriteLine($"{done} kills, chaos ended with {exit}");
        await PrintTaskFailuresAsync(address);
        await server.DisposeAsync();
        return exit;
    }

    // What the kills did to workflow tasks: a task that a kill takes away is handed out again and should leave no trace.
    private static async Task PrintTaskFailuresAsync(string address)
    {
        var client = await TemporalClient.ConnectAsync(new(address));
        var failures = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var run in client.ListWorkflowsAsync(""))
        {
            await foreach (var e in client.GetWorkflowHandle(run.Id, run.RunId).FetchHistoryEventsAsync())
            {
                if (KindOf(e) is { } kind)
                {
                    failures[kind] = failures.GetValueOrDefault(kind) + 1;
                }
            }
        }

        foreach (var (kind, count) in failures.OrderByDescending(f => f.Value))
        {
            Console.WriteLine($"{count,6} {kind}");
        }
    }

    private static string? KindOf(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowTaskFailedEventAttributes =>
            $"workflow task failed: {e.WorkflowTaskFailedEventAttributes.Cause}: {e.WorkflowTaskFailedEventAttributes.Failure?.Message}",
        HistoryEvent.AttributesOneofCase.WorkflowTaskTimedOutEventAttributes => $"workflow task timed out: {e.WorkflowTaskTimedOutEventAttributes.TimeoutType}",
        HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes =>
            $"activity timed out: {e.ActivityTaskTimedOutEventAttributes.Failure?.TimeoutFailureInfo?.TimeoutType}",
        _ => null,
    };
}
