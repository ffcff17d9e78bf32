using System.Diagnostics;
using System.Globalization;
using Vibe.Benchmarks.Server;
using Vibe.TestKit;

namespace Vibe.Benchmarks.Acknowledge;

/// <summary>
/// How many signed slash commands a second are acknowledged, and how fast at 500 a second: ours (stored durably before the answer) beside the HTTP receiver of
/// @slack/bolt (stores nothing), one after the other in one run, from the same load generator.
/// </summary>
internal static class AcknowledgeCommand
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const int LatencyRate = 500;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Startup = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var connections = arguments.Number("connections", 64);
        var seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 10));
        var rounds = arguments.Number("rounds", 3);
        var targets = arguments.Text("targets", "ours,ours-dispatching,bolt").Split(',');
        var results = new Dictionary<string, List<AcknowledgeResult>>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var name in targets)
            {
                var result = await MeasureAsync(name, connections, seconds);
                Console.WriteLine($"round {round + 1}, {name}: {result}");
                (results.TryGetValue(name, out var all) ? all : results[name] = []).Add(result);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"signed slash commands, {connections} connections, {seconds.TotalSeconds} s each, median of {rounds} rounds, {Environment.ProcessorCount} cores for everything");
        Console.WriteLine("| receiver | acknowledged/s | p50 ms | p99 ms | at 500/s: p50 ms | p99 ms | max ms | stored |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, all) in results)
        {
            Console.WriteLine(AcknowledgeResult.Median(all).ToRow(name));
        }

        if (results.TryGetValue("ours", out var ours) && results.TryGetValue("bolt", out var bolt))
        {
            var ratio = AcknowledgeResult.Median(ours).PerSecond / AcknowledgeResult.Median(bolt).PerSecond;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours / bolt: {ratio:0.0}×"));
        }

        return 0;
    }

    private static async Task<AcknowledgeResult> MeasureAsync(string name, int connections, TimeSpan duration)
    {
        if (name == "bolt")
        {
            var script = Path.Combine(RealTools.Root, "tests", "peers", "bolt", "receiver.mjs");
            using var bolt = Start("node", [script, Secret]);
            var port = await ReadPortAsync(bolt);
            return await MeasureAsync(bolt, port, connections, duration);
        }

        await using var postgres = await DurablePostgres.StartAsync();
        using var ours = Start(
            Environment.ProcessPath!, [typeof(AcknowledgeCommand).Assembly.Location, "acknowledge-serve", "--postgres", postgres.ConnectionString, "--secret", Secret, "--dispatch", name == "ours" ? "no" : "yes"]);
        var result = await MeasureAsync(ours, await ReadPortAsync(ours), connections, duration);
        return result with { Stored = await AcknowledgeServeCommand.CountAsync(postgres.ConnectionString) };
    }

    private static async Task<AcknowledgeResult> MeasureAsync(Process server, int port, int connections, TimeSpan duration)
    {
        try
        {
            var requests = new SlackRequests(Secret);
            await using var generator = await LoadGenerator.ConnectAsync(port, connections, requests);

            // Just-in-time compilation, connection pools, V8's optimiser. The steady rate comes first: afterwards a dispatcher has a backlog to work off.
            await generator.PaceAsync(LatencyRate, WarmUp);
            var latency = await generator.PaceAsync(LatencyRate, duration);
            await generator.SaturateAsync(WarmUp);
            var rate = await generator.SaturateAsync(duration);
            return new AcknowledgeResult(rate.Count / duration.TotalSeconds, rate, latency, Stored: null, requests.Count);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "0";
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static async Task<int> ReadPortAsync(Process server)
    {
        using var limit = new CancellationTokenSource(Startup);
        while (await server.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("port ", StringComparison.Ordinal))
            {
                return int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("The server ended before it listened. For bolt: run npm ci --ignore-scripts in tests/peers/bolt first.");
    }
}
