using System.Diagnostics;
using System.Text.Json;
using Temporalio.Client;
using Temporalio.Worker;

namespace Vibe.Benchmarks.Sdk;

/// <summary>Our side of the SDK benchmark, in a process of its own: client and worker, as the official SDK's side has them.</summary>
internal static class SdkPeerCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (address, workflows, concurrency, cached) = (args[0], int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[3]));
        var client = await TemporalClient.ConnectAsync(new(address));
        var queue = $"bench-{Guid.NewGuid()}";
        using var worker = new TemporalWorker(
            client,
            // Pollers and cache as the other side has them by default.
            new TemporalWorkerOptions(queue) { MaxConcurrentWorkflowTaskPolls = 10, MaxConcurrentActivityTaskPolls = 10, MaxCachedWorkflows = 10_000 }
                .AddWorkflow<OneActivityWorkflow>().AddWorkflow<ManyActivitiesWorkflow>().AddWorkflow<WaitingWorkflow>()
                .AddAllActivities(typeof(BenchActivities), null));
        var result = await worker.ExecuteAsync(() => MeasureAllAsync(client, queue, (workflows, concurrency, cached)));
        Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        return 0;
    }

    private static async Task<SdkResult> MeasureAllAsync(TemporalClient client, string queue, (int Workflows, int Concurrency, int Cached) size)
    {
        Task OneAsync(string text) => client.ExecuteWorkflowAsync((OneActivityWorkflow wf) => wf.RunAsync(text), Options(queue));
        await EachAsync(50, 10, _ => OneAsync("warm"));
        var workflows = await MeasureAsync(size.Workflows, () => EachAsync(size.Workflows, size.Concurrency, _ => OneAsync("x")));
        var many = Math.Max(1, size.Workflows / 50);
        var activities = await MeasureAsync(many * 50, () => EachAsync(
            many, 10, _ => client.ExecuteWorkflowAsync((ManyActivitiesWorkflow wf) => wf.RunAsync(50), Options(queue))));
        var latencies = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            var key = Guid.NewGuid().ToString();
            var begin = Stopwatch.GetTimestamp();
            await OneAsync(key);
            latencies.Add(Stopwatch.GetElapsedTime(begin, BenchActivities.Started[key]).TotalMilliseconds);
        }

        latencies.Sort();
        return new SdkResult("Vibe", workflows, activities, new(latencies[25], latencies[49]), await MeasureCachedAsync(client, queue, size.Concurrency, size.Cached));
    }

    private static async Task<SdkResult.Rate?> MeasureCachedAsync(TemporalClient client, string queue, int concurrency, int count)
    {
        if (count == 0)
        {
            return null;
        }

        var before = Environment.WorkingSet;
        var rate = await MeasureAsync(count, () => EachAsync(count, concurrency, async _ =>
        {
            var handle = await client.StartWorkflowAsync((WaitingWorkflow wf) => wf.RunAsync(), Options(queue));
            await handle.QueryAsync(wf => wf.State());
        }));
        return rate with { KbEach = (Environment.WorkingSet - before) / 1024.0 / count };
    }

    private static WorkflowOptions Options(string queue) => new(id: Guid.NewGuid().ToString(), taskQueue: queue);

    private static async Task EachAsync(int count, int limit, Func<int, Task> action)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, limit).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await action(i);
            }
        }));
    }

    private static async Task<SdkResult.Rate> MeasureAsync(int units, Func<Task> action)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var begin = Stopwatch.GetTimestamp();
        await action();
        var elapsed = Stopwatch.GetElapsedTime(begin);
        process.Refresh();
        var used = process.TotalProcessorTime - cpu;
        return new(units / elapsed.TotalSeconds, used.TotalMilliseconds / units, process.WorkingSet64 / 1048576.0);
    }
}
