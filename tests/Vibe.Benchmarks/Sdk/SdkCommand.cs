using System.Diagnostics;
using System.Text.Json;
using Vibe.Benchmarks.Server;

namespace Vibe.Benchmarks.Sdk;

/// <summary>Our client and worker beside those of the official TypeScript SDK, in turns, on servers of the same kind.</summary>
internal static class SdkCommand
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        string[] sizes = [arguments.Text("n", "1500"), arguments.Text("concurrency", "100"), arguments.Text("cached", "0")];
        var sides = arguments.Text("sides", "ours,typescript").Split(',');
        foreach (var kind in arguments.Text("servers", "dev-memory,ours-memory").Split(','))
        {
            var results = new List<SdkResult>();
            foreach (var side in sides)
            {
                // A server of its own for each: the second one must not pay for the rows of the first.
                await using var server = await ServerTarget.All[kind]();
                results.Add(await RunSideAsync(side, [server.Address, .. sizes]));
            }

            Console.WriteLine($"on {kind}:");
            Print(results);
        }

        return 0;
    }

    private static async Task<SdkResult> RunSideAsync(string side, string[] args)
    {
        var start = side == "ours"
            ? new ProcessStartInfo("dotnet", [typeof(SdkCommand).Assembly.Location, "sdk-peer", .. args])
            : new ProcessStartInfo("node", [PeerScript(), .. args]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var json = output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new InvalidOperationException($"The side '{side}' brought no result (exit code {process.ExitCode}): {output}");
        return JsonSerializer.Deserialize<SdkResult>(json, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The side '{side}' brought no result");
    }

    private static string PeerScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "peers", "bench.mjs");
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new InvalidOperationException("tests/peers/bench.mjs was not found: run from the repository, after npm ci in tests/peers");
    }

    private static void Print(List<SdkResult> results)
    {
        Console.WriteLine($"{"",-36}{string.Concat(results.Select(r => $"{r.Name,18}"))}");
        Row("workflows/s (one activity each)", r => r.Workflows.PerSecond);
        Row("CPU per workflow, client + worker, ms", r => r.Workflows.CpuMs);
        Row("memory, MB", r => r.Workflows.RssMb);
        Row("activities/s", r => r.Activities.PerSecond);
        Row("CPU per activity, ms", r => r.Activities.CpuMs);
        Row("start to first activity p50, ms", r => r.LatencyMs.P50);
        Row("start to first activity p99, ms", r => r.LatencyMs.P99);
        if (results.TrueForAll(r => r.Cached is not null))
        {
            Row("cached runs: started/s", r => r.Cached!.PerSecond);
            Row("cached runs: KB each", r => r.Cached!.KbEach);
            Row("cached runs: memory, MB", r => r.Cached!.RssMb);
        }

        void Row(string what, Func<SdkResult, double> value) =>
            Console.WriteLine($"{what,-36}{string.Concat(results.Select(r => $"{value(r),18:0.00}"))}");
    }
}
