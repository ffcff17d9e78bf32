namespace Vibe.Benchmarks.Server;

/// <summary><c>server</c>: the embedded service beside the real ones, one after the other, as one table.</summary>
internal static class ServerCommand
{
    private const string Standard = "ours-postgres,ours-memory,real-postgres,dev-memory";

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var names = arguments.Text("targets", Standard).Split(',');
        var columns = new List<IReadOnlyDictionary<string, string>>();
        foreach (var name in names)
        {
            Console.Error.WriteLine($"measuring {name}");
            await using var target = await ServerTarget.All[name]();
            columns.Add(await PeerBench.RunAsync(target, arguments));
        }

        Console.WriteLine($"| measure | {string.Join(" | ", names)} |");
        Console.WriteLine($"|---|{string.Concat(names.Select(_ => "---|"))}");
        foreach (var measure in columns.SelectMany(column => column.Keys).Distinct())
        {
            Console.WriteLine($"| {measure} | {string.Join(" | ", columns.Select(column => column.GetValueOrDefault(measure, "–")))} |");
        }

        return 0;
    }
}
