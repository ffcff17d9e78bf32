using System.Globalization;
using System.Text.Json;
using Vibe.TestKit;

namespace Vibe.Benchmarks.Server;

/// <summary>Runs <c>temporal-peer bench</c> (official Go client and worker) against a service, measure by measure, with the service's costs.</summary>
internal static class PeerBench
{
    private static readonly (string Measures, string Unit, string When)[] Steps =
    [
        ("latency", "workflow", ""),
        ("workflows", "workflow", ""),
        ("activities", "activity", ""),
        ("signals.one", "signal", ""),
        ("signals.many", "signal", ""),
        ("updates", "update", ""),
        ("queries", "query", ""),
        ("timers", "timer", ""),

        // Once more by a service that has been at work for a minute: ours has been compiled by then.
        ("workflows", "workflow", " at the end"),
    ];

    /// <summary>All measures of one service: name → figure.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(ServerTarget target, BenchmarkArguments arguments)
    {
        var figures = new Dictionary<string, string>();
        var only = arguments.Text("only", string.Empty);
        foreach (var (measures, unit, when) in Steps.Where(step => only.Length == 0 || step.Measures.Contains(only, StringComparison.Ordinal)))
        {
            var before = target.Processes.CpuSeconds();
            var output = await ToolProcess.RunAsync(
                RealTools.TemporalPeer ?? throw new InvalidOperationException(RealTools.Absent("temporal-peer")),
                ["bench", "--address", target.Address, "--only", measures, "--n", arguments.Text("n", "2000"), "--concurrency", arguments.Text("concurrency", "100")]);
            var cpu = target.Processes.CpuSeconds() - before;
            var count = 0;
            foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var json = JsonDocument.Parse(line);
                Add(figures, json.RootElement, when);
                count = json.RootElement.GetProperty("n").GetInt32();
            }

            if (count > 0)
            {
                figures[$"server CPU, ms per {unit} ({measures}{when})"] = Text(cpu * 1000 / count);
            }
        }

        figures["server memory, MB"] = Text(target.Processes.Megabytes());
        return figures;
    }

    private static void Add(Dictionary<string, string> figures, JsonElement line, string when)
    {
        var name = $"{line.GetProperty("measure").GetString()}{when}";
        if (line.TryGetProperty("value", out var value))
        {
            figures[$"{name}, {line.GetProperty("unit").GetString()}"] = Text(value.GetDouble());
        }
        else
        {
            figures[$"{name}, ms p50 / p99"] = $"{Text(line.GetProperty("p50").GetDouble())} / {Text(line.GetProperty("p99").GetDouble())}";
        }
    }

    private static string Text(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
