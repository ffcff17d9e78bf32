using System.Globalization;
using System.Text.Json.Nodes;
using Temporalio.Client;
using Vibe.Core.Builds;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests.Kills;

/// <summary>
/// The worker's process is killed before and after each activity that there is. Every moment has a build of its own that stands there when the kill comes, so that one kill tries all of
/// them. VIBE_TEST_KILL_ROUNDS repeats it (1 by default).
/// </summary>
public sealed class ActivityKillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly KillPoint[] OfBuilds =
    [
        .. from activity in (string[])["ValidateRequest", "ReadPolicy", "GenerateFiles", "ReviewFiles", "StoreArtifact", "Deliver", "RequestLease", "ReleaseLease"]
           from isAfter in (bool[])[false, true]
           select new KillPoint(activity, 1, isAfter),

        // The first card and one amid the work; what calls the approvers and what tells the end; the decision and the end.
        .. from many in ((string Activity, int Occurrence)[])[("PublishCard", 1), ("PublishCard", 4), ("SendNotice", 1), ("SendNotice", 2), ("RecordAudit", 1), ("RecordAudit", 2)]
           from isAfter in (bool[])[false, true]
           select new KillPoint(many.Activity, many.Occurrence, isAfter),
    ];

    private static readonly KillPoint[] OfPools = [new("PublishLine", 1, true), new("WatchOwners", 1, true), new("PublishLine", 2, false), new("WatchOwners", 2, false)];

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("VIBE_TEST_KILL_ROUNDS") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public void Points_OfBuildsAndPools_NameEveryActivity()
    {
        var activities = typeof(CapacityNames).Assembly.GetTypes()
            .Where(t => t.IsInterface && t.Name.EndsWith("Activities", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods())
            .Select(m => m.Name[..^"Async".Length]);

        Assert.Equal(activities.Order(), OfBuilds.Concat(OfPools).Select(p => p.Activity).Distinct().Order());
    }

    [SkippableFact]
    public async Task Kill_BeforeAndAfterEachActivity_EndsAsItWouldHave()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var data = new TempFolder();
            await using var server = HostProcess.Start(data.Path, "--Roles=server");
            await using var proxy = await TemporalProxy.StartAsync(await server.TemporalAsync());
            await KillAmidOneAsync(data.Path, proxy);
            await KillAmidManyAsync(data.Path, proxy);

            await using var after = Start(data.Path, proxy);
            using var chat = await ChatClient.OpenAsync(after);
            await using var database = HostDatabase.Open(data.Path);
            var builds = OfBuilds.Length + 1;
            await ApproveAllAsync(chat, async () => (await chat.CardsAsync()).All(c => ChatClient.StageOf(c) == "Done") && (await FilesAsync(chat)).Count == builds);
            await EndedAsync(await server.TemporalAsync(), database);
            await CheckAsync(database, chat, builds);
        }
    }

    /// <summary>The build that nothing happens to says what all the others must come to. Its pool is stopped: what that does is repeated after the kill.</summary>
    private static async Task KillAmidOneAsync(string data, TemporalProxy proxy)
    {
        proxy.StopAt(CapacityNames.WorkflowId("default"), OfPools[0], OfPools[1]);
        await using var host = Start(data, proxy);
        using var chat = await ChatClient.OpenAsync(host);
        await AskAsync(chat, "reference");
        await ApproveAllAsync(chat, () => proxy.Reached.Count == 2);
        await host.KillAsync();
        proxy.LetPass();
    }

    private static async Task KillAmidManyAsync(string data, TemporalProxy proxy)
    {
        proxy.StopAt(CapacityNames.WorkflowId("default"), OfPools[2], OfPools[3]);
        await using var host = Start(data, proxy);
        await StandStillAsync(host, proxy);
        await host.KillAsync();
        proxy.LetPass();
    }

    /// <summary>A build for each moment, until each has come there.</summary>
    private static async Task StandStillAsync(HostProcess host, TemporalProxy proxy)
    {
        using var chat = await ChatClient.OpenAsync(host);
        var expected = new List<(string Workflow, KillPoint Point)>();
        foreach (var point in OfBuilds)
        {
            var id = $"{point}".Replace(' ', '-');
            var workflow = BuildId.FromEvent($"web/web/ana/{id}").WorkflowId;
            proxy.StopAt(workflow, point);
            expected.Add((workflow, point));
            await AskAsync(chat, id);
        }

        try
        {
            await ApproveAllAsync(chat, () => !expected.Except(proxy.Reached).Any());
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Not reached: {string.Join(", ", expected.Except(proxy.Reached).Select(p => p.Point))}", e);
        }
    }

    /// <summary>A card says Done before its build has ended: what a build does last comes after it. Here nothing comes any more.</summary>
    private static async Task EndedAsync(string temporal, HostDatabase database)
    {
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(temporal));
        await Eventually.EqualAsync(0L, async () => (await client.CountWorkflowsAsync(BuildRuns.RunningQuery)).Count, Patience);
        await Eventually.EqualAsync(0L, () => database.CountAsync("select count(*) from vibe.outbox where failed_at is null and revision > published_revision"), Patience);
        await Eventually.EqualAsync(0L, () => database.CountAsync("select count(*) from vibe.inbox where dead_at is null and done_at is null"), Patience);
    }

    private static async Task CheckAsync(HostDatabase database, ChatClient chat, int builds)
    {
        var messages = await chat.MessagesAsync("ana");
        Assert.Equal(builds, messages.Count(m => m["card"] is not null));
        Assert.Equal(builds, messages.Where(m => m["card"] is not null).Select(m => m["card"]!["number"]!.GetValue<long>()).Distinct().Count());
        var files = await FilesAsync(chat);
        Assert.Equal(builds, files.Select(f => f["file"]!["name"]!.GetValue<string>()).Distinct().Count());

        // The same request comes to the same files, killed or not.
        Assert.Single(files.Select(f => f["text"]!.GetValue<string>().Split("SHA-256 of the manifest: ")[1][..64]).Distinct());
        Assert.All(files, f => Assert.StartsWith("Approved by @Ben on ", f["text"]!.GetValue<string>(), StringComparison.Ordinal));

        // Two notices, one decision and one end each; nothing is left undone.
        Assert.Equal(builds, await database.CountAsync("select count(*) from vibe.builds"));
        Assert.Equal(2 * builds, await database.CountAsync("select count(*) from vibe.outbox where kind = 1"));
        Assert.Equal(builds, await database.CountAsync("select count(*) from vibe.audit where action = 'Approve' and outcome = 'Done'"));
        Assert.Equal(builds, await database.CountAsync("select count(*) from vibe.audit where action = 'Done'"));
        Assert.Equal(0, await database.CountAsync("select count(*) from vibe.outbox where failed_at is not null or revision > published_revision"));
        Assert.Equal(0, await database.CountAsync("select count(*) from vibe.inbox where dead_at is not null or done_at is null"));
    }

    /// <summary>Presses Approve on every card that asks, each once, until a condition holds.</summary>
    private static Task ApproveAllAsync(ChatClient chat, Func<bool> until) => ApproveAllAsync(chat, () => Task.FromResult(until()));

    private static async Task ApproveAllAsync(ChatClient chat, Func<Task<bool>> until)
    {
        var pressed = new HashSet<long>();
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var card in await chat.CardsAsync())
                {
                    var asks = card["actions"]?.AsArray().Any(a => a!["action"]!.GetValue<string>() == "Approve") == true;
                    if (asks && pressed.Add(card["number"]!.GetValue<long>()))
                    {
                        (await chat.PressAsync("ben", card, "Approve")).EnsureSuccessStatusCode();
                    }
                }

                return await until();
            },
            "every build comes there",
            Patience);
    }

    private static async Task AskAsync(ChatClient chat, string id) => (await chat.SayAsync("ana", "/vibe build a todo list page", id)).EnsureSuccessStatusCode();

    private static async Task<IReadOnlyList<JsonObject>> FilesAsync(ChatClient chat) => [.. (await chat.MessagesAsync("ana")).Where(m => m["file"] is not null)];

    private static HostProcess Start(string data, TemporalProxy proxy) => HostProcess.Start(
        data,
        "--Roles=web,worker",
        $"--Temporal:Address={proxy.Address}",
        "--Models:Sample:FirstDelay=00:00:00",
        "--Models:Sample:Delay=00:00:00",
        "--Models:Sample:Slots=64");
}
