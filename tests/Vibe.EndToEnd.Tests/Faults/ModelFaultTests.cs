using System.Text.Json.Nodes;
using Vibe.TestKit;
using Vibe.TestKit.Models;

namespace Vibe.EndToEnd.Tests.Faults;

/// <summary>What a model's server can do wrong, under whole builds of a running Vibe: all cases at once on one host per protocol.</summary>
public sealed class ModelFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Longer than a slow machine stands still: a good answer that came too late would be asked for once more, and the calls are counted. Others take longer anyway.
    private const string Silence = "--Models:SilenceTimeout=00:00:12";

    private static readonly (string Name, ModelFault[] Faults)[] PassingByThemselves =
    [
        ("slow", [ModelFault.Slow]),
        ("silent", [ModelFault.Silent]),
        ("stalls", [ModelFault.Stalls]),
        ("rate limit", [ModelFault.RateLimited]),
        ("server error", [ModelFault.ServerError, ModelFault.ServerError]),
        ("cut stream", [ModelFault.Cut]),
        ("reset", [ModelFault.Reset]),
        ("no json", [ModelFault.InvalidAnswer, ModelFault.InvalidAnswer]),
        ("wrong shape", [ModelFault.WrongShape]),
    ];

    private static readonly (string Name, ModelFault[] Faults, string Says)[] Final =
    [
        ("too long", [ModelFault.ContextOverflow], "context"),
        ("no such model", [ModelFault.UnknownModel], "fake"),
        ("wrong key", [ModelFault.Unauthorized], "key"),
        ("never json", [ModelFault.InvalidAnswer, ModelFault.InvalidAnswer, ModelFault.InvalidAnswer], "not valid in 3 attempts"),
        ("down for long", [ModelFault.ServerError, ModelFault.ServerError, ModelFault.ServerError, ModelFault.ServerError], "failed"),
        ("not a model server", [ModelFault.BrokenProtocol], "not JSON"),
        ("given up", [ModelFault.ContextOverflow], "context"),
    ];

    // Only OpenAI's protocol has a way to say these.
    private static readonly (string Name, ModelFault[] Faults, string Says)[] FinalOnOpenAI =
    [
        ("refused", [ModelFault.Refusal], "refuses"),
        ("no money", [ModelFault.NoQuota], "quota"),
    ];

    [SkippableTheory]
    [InlineData("OpenAI")]
    [InlineData("Ollama")]
    public async Task Build_OnAFailingModel_GoesOnOrIsParkedAndMended(string protocol)
    {
        var plan = new FaultPlan();
        await using var server = await FakeModelServer.StartAsync();
        (server.FaultOf, server.Answer) = (plan.FaultOf, plan.Answer);
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path, [$"--Models:Provider={protocol}", .. Models(protocol, server), Silence]);
        using var chat = await ChatClient.OpenAsync(host);
        var final = protocol == "OpenAI" ? [.. Final, .. FinalOnOpenAI] : Final;
        foreach (var (name, faults) in PassingByThemselves.Concat(final.Select(f => (f.Name, f.Faults))))
        {
            plan.Fail(name, faults);
        }

        plan.Reviews["review fails"] = ModelFault.ContextOverflow;
        string[] names = [.. PassingByThemselves.Select(p => p.Name), .. final.Select(f => f.Name), "review fails"];
        foreach (var name in names)
        {
            (await chat.SayAsync("ana", $"/vibe build {name}")).EnsureSuccessStatusCode();
        }

        foreach (var (name, _, says) in final)
        {
            var parked = await chat.CardOfAsync(name, Patience, "Parked");
            Assert.Contains(says, Detail(parked), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(["Retry", "Discard"], Actions(parked).Where(a => a is "Retry" or "Discard"));
            (await chat.PressAsync("ana", parked, name == "given up" ? "Discard" : "Retry")).EnsureSuccessStatusCode();
        }

        var discarded = await chat.CardOfAsync("given up", Patience, "Discarded");
        Assert.DoesNotContain(Actions(discarded), a => a is "Retry" or "Approve");
        foreach (var name in names.Where(n => n != "given up"))
        {
            var asked = await chat.CardOfAsync(name, Patience, "AwaitingApproval");
            if (name == "review fails")
            {
                Assert.False(asked["review"]!["completed"]!.GetValue<bool>());
                Assert.Contains("context", asked["review"]!["note"]!.GetValue<string>(), StringComparison.Ordinal);
            }

            (await chat.PressAsync("ben", asked, "Approve")).EnsureSuccessStatusCode();
        }

        foreach (var name in names.Where(n => n != "given up"))
        {
            var done = await chat.CardOfAsync(name, Patience, "Done");
            await Eventually.HoldsAsync(async () => (await FilesAsync(chat)).Count(f => f == $"vibe-{done["number"]}.zip") == 1, Patience);
        }

        // One delivery each, and as many calls as there were faults, one good answer and its review.
        Assert.Equal(names.Length - 1, (await FilesAsync(chat)).Count);
        Assert.All(PassingByThemselves.Where(p => p.Name != "slow"), p => Assert.Equal(p.Faults.Length + 2, plan.CallsOf(p.Name)));
        Assert.Equal(2, plan.CallsOf("slow"));
        Assert.All(final.Where(f => f.Name != "given up"), f => Assert.Equal(f.Faults.Length + 2, plan.CallsOf(f.Name)));
        Assert.Equal(1, plan.CallsOf("given up"));
    }

    private static string[] Models(string protocol, FakeModelServer server) => protocol == "OpenAI"
        ? [$"--Models:OpenAI:BaseAddress={server.OpenAIAddress}", "--Models:OpenAI:Model=fake", "--Models:OpenAI:Slots=32"]
        : [$"--Models:Ollama:Address={server.Address}", "--Models:Ollama:Model=fake", "--Models:Ollama:Slots=32"];

    private static string Detail(JsonObject card) => card["detail"]!.GetValue<string>();

    private static string[] Actions(JsonObject card) => [.. (card["actions"]?.AsArray() ?? []).Select(a => a!["action"]!.GetValue<string>())];

    private static async Task<IReadOnlyList<string>> FilesAsync(ChatClient chat) =>
        [.. (await chat.MessagesAsync("ana")).Select(m => m["file"]?["name"]?.GetValue<string>()).OfType<string>()];
}
