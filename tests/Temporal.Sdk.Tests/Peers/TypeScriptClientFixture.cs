using System.Text.Json;
using Temporal.Sdk.Tests.Peers.Driven;
using Temporal.Sdk.Tests.Servers;
using Temporalio.Worker;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Peers;

/// <summary>The official TypeScript client drives a worker of ours through all scenarios of tests/peers/client.mjs, once.</summary>
public sealed class TypeScriptClientFixture : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(RealTools.Root, "tests/peers");
    private readonly TemporalServerFixture server = new();
    private readonly Dictionary<string, JsonElement> scenarios = [];

    /// <summary>Gets what the client saw in a scenario.</summary>
    public JsonElement Seen(string scenario)
    {
        Skip.If(TypeScriptWorkerFixture.SkipReason is not null, TypeScriptWorkerFixture.SkipReason);
        Assert.True(scenarios.TryGetValue(scenario, out var line), $"the client did not report {scenario}");
        Assert.True(line.TryGetProperty("seen", out var seen), line.ToString());
        return seen;
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (TypeScriptWorkerFixture.SkipReason is not null)
        {
            return;
        }

        await server.InitializeAsync();
        var options = new TemporalWorkerOptions(TemporalServerFixture.NewName("driven")) { MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100) }
            .AddWorkflow<AttributesWorkflow>()
            .AddWorkflow<EchoValueWorkflow>()
            .AddWorkflow<FailingWorkflow>()
            .AddWorkflow<GreetWorkflow>()
            .AddWorkflow<NothingWorkflow>()
            .AddWorkflow<SumWorkflow>()
            .AddWorkflow<WaitForActivityWorkflow>()
            .AddWorkflow<WaitForCancelWorkflow>()
            .AddAllActivities(typeof(PeerActivities), null);
        using var worker = new TemporalWorker(server.Client, options);
        var output = await worker.ExecuteAsync(
            () => ToolProcess.RunAsync(RealTools.Node!, ["client.mjs", server.Address, options.TaskQueue!], folder: Folder).WaitAsync(TimeSpan.FromMinutes(5)));
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var json = JsonSerializer.Deserialize<JsonElement>(line);
            scenarios[json.GetProperty("scenario").GetString()!] = json;
        }
    }

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;
}
