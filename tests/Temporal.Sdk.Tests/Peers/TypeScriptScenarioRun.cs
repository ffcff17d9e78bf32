using System.Collections.Concurrent;
using System.Text.Json;
using Temporal.Sdk.Tests.Servers;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Peers;

/// <summary>The scenarios of tests/peers/scenarios, client and worker both official, played once on a service: what each came to.</summary>
internal sealed class TypeScriptScenarioRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);
    private static readonly ConcurrentDictionary<string, Lazy<Task<TypeScriptScenarioRun>>> Runs = new();

    private readonly List<JsonElement> lines;

    private TypeScriptScenarioRun(List<JsonElement> lines) => this.lines = lines;

    /// <summary>The run on a kind of service of <see cref="TemporalBackend" />; it is started once.</summary>
    public static Task<TypeScriptScenarioRun> OnAsync(string kind) => Runs.GetOrAdd(kind, k => new(() => PlayAsync(k))).Value;

    /// <summary>Fails with what went wrong in a group.</summary>
    public void AssertPassed(string group)
    {
        var played = lines.Where(line => line.GetProperty("group").GetString() == group).ToList();
        Assert.NotEmpty(played);
        var failed = played.Where(line => line.TryGetProperty("error", out _)).Select(line => $"{line.GetProperty("scenario")}: {line.GetProperty("error")}");
        Assert.Empty(failed);
    }

    private static async Task<TypeScriptScenarioRun> PlayAsync(string kind)
    {
        var address = await TemporalBackend.SharedAddressAsync(kind);
        var folder = Path.Combine(RealTools.Root, "tests/peers/scenarios");
        await using var program = ToolProcess.Start(RealTools.Node!, ["run.mjs", address], folder: folder);
        var code = await program.ExitAsync(Limit);
        Assert.True(code == 0, program.Output);

        // The runtime of the SDK writes lines of its own between them.
        return new TypeScriptScenarioRun([.. program.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<JsonElement>(line))]);
    }
}
