using System.Globalization;
using System.Text.Json.Nodes;
using Temporalio.Client;
using Vibe.TestKit;
using Vibe.Workflows.Capacity;

namespace Vibe.EndToEnd.Tests;

public sealed class LineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Model = ["--Models:Sample:FirstDelay=00:00:00.400", "--Models:Sample:Delay=00:00:00", "--Models:Sample:Slots=2"];

    /// <summary>How many builds wait at once; the long form sets VIBE_TEST_BUILDS=200.</summary>
    private static int Builds => int.Parse(Environment.GetEnvironmentVariable("VIBE_TEST_BUILDS") ?? "24", CultureInfo.InvariantCulture);

    /// <summary>Web and worker are processes of their own. Amid the line the worker is killed, and later a build that holds a slot is ended from outside.</summary>
    [SkippableFact]
    public async Task Line_ManyBuildsOnTwoSlots_IsToldAsItIsAndNobodyOvertakesAlsoWhenAWorkerIsKilled()
    {
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path, [.. Model, "--Roles=web,server"]);
        var temporal = await host.TemporalAsync();
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(temporal));
        using var chat = await ChatClient.OpenAsync(host);
        var worker = StartWorker(data.Path, temporal);
        await Parallel.ForEachAsync(Enumerable.Range(1, Builds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            (await chat.SayAsync("ana", $"/vibe build a landing page number {i}")).EnsureSuccessStatusCode());
        await using var database = HostDatabase.Open(data.Path);
        var places = new Dictionary<long, int>();
        try
        {
            var before = await FollowAsync(chat, database, places, cards => cards.Count == Builds && Arrived(cards) >= Builds / 3 && Working(cards).Count > 0);
            await worker.KillAsync();
            await worker.DisposeAsync();
            var interrupted = Working(await chat.CardsAsync());
            worker = StartWorker(data.Path, temporal);
            var between = await FollowAsync(chat, database, places, cards => Arrived(cards) >= Builds * 2 / 3 && Working(cards).Count > 0);
            await GoOnUnderTheirLeaseAsync(client, database, interrupted);

            var ended = await EndOneFromOutsideAsync(client, chat, database);
            var after = await FollowAsync(chat, database, places, cards => Arrived(cards) == Builds - ended);

            Assert.True(before + between + after >= Math.Min(10, Builds / 2), $"Only {before + between + after} states of the line could be compared.");
            Assert.Equal(Builds, await database.CountAsync("select count(*) from vibe.builds"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"{e.Message}\nWeb and server:\n{host.Output}\nWorker:\n{worker.Output}", e);
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Lease_OfABuildThatEndsFromOutside_IsGivenBackWithinSeconds()
    {
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path, "--Models:Sample:FirstDelay=00:05:00", "--Models:Sample:Slots=1", "--Models:SilenceTimeout=00:10:00");
        using var chat = await ChatClient.OpenAsync(host);
        (await chat.SayAsync("ana", "/vibe build the one that is ended")).EnsureSuccessStatusCode();
        await chat.CardAtAsync(Patience, "Generating");
        (await chat.SayAsync("ana", "/vibe build the one that waits")).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await chat.CardsAsync()).Count(c => c["wait"] is not null) == 1, Patience);

        await using var database = HostDatabase.Open(data.Path);
        var first = (await database.NumbersAsync()).MinBy(n => n.Value).Key;
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(await host.TemporalAsync()));
        await client.GetWorkflowHandle($"build-{first}").TerminateAsync("ended from outside by a test");

        await Eventually.HoldsAsync(async () => (await chat.CardsAsync()).Any(c => ChatClient.StageOf(c) == "Generating" && c["title"]!.GetValue<string>().Contains("waits", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));

        // Its card does not go on as if somebody worked, and the requester is told.
        var card = await chat.CardOfAsync("the one that is ended", Patience, "Cancelled");
        Assert.Contains("ended from outside", card["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(card["actions"]!.AsArray(), a => a!["action"]!.GetValue<string>() == "Cancel");
        await Eventually.HoldsAsync(async () => (await chat.MessagesAsync("ana")).Count(m => m["text"]?.GetValue<string>().Contains("has ended. It was ended from outside", StringComparison.Ordinal) == true) == 1, Patience);
    }

    private static HostProcess StartWorker(string data, string temporal) => HostProcess.Start(data, [.. Model, "--Roles=worker", $"--Temporal:Address={temporal}"]);

    private static int Arrived(IReadOnlyList<JsonObject> cards) => cards.Count(c => ChatClient.StageOf(c) == "AwaitingApproval");

    private static IReadOnlyList<JsonObject> Working(IReadOnlyList<JsonObject> cards) => [.. cards.Where(c => ChatClient.StageOf(c) is "Generating" or "Reviewing" or "Fixing")];

    /// <summary>Compares the cards with the line until they are where they should come to; the number of comparisons.</summary>
    private static async Task<int> FollowAsync(ChatClient chat, HostDatabase database, Dictionary<long, int> lastPlaces, Func<IReadOnlyList<JsonObject>, bool> until)
    {
        var compared = 0;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var cards = await chat.CardsAsync();
            if (until(cards))
            {
                return compared;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Of {cards.Count} builds {Arrived(cards)} have arrived, {Working(cards).Count} are being worked on.");
            compared += await CompareAsync(chat, database, lastPlaces) ? 1 : 0;
        }
    }

    /// <summary>What the killed worker was at has come through since, on the lease that it had: nobody stood in line again.</summary>
    private static async Task GoOnUnderTheirLeaseAsync(TemporalClient client, HostDatabase database, IReadOnlyList<JsonObject> interrupted)
    {
        var ids = (await database.NumbersAsync()).ToDictionary(n => n.Value, n => n.Key);
        foreach (var card in interrupted)
        {
            var build = client.GetWorkflowHandle($"build-{ids[card["number"]!.GetValue<long>()]}");
            await Eventually.HoldsAsync(async () => (await TypesAsync(build)).Contains("StoreArtifact"), Patience);
            Assert.Single(await TypesAsync(build), t => t == "RequestLease");
        }
    }

    private static async Task<IReadOnlyList<string>> TypesAsync(WorkflowHandle build) =>
        [.. (await build.FetchHistoryAsync()).Events.Select(e => e.ActivityTaskScheduledEventAttributes?.ActivityType.Name).OfType<string>()];

    /// <summary>Terminates a build that holds a slot; within seconds the slot is somebody else's. Answers how many builds will never arrive.</summary>
    private static async Task<int> EndOneFromOutsideAsync(TemporalClient client, ChatClient chat, HostDatabase database)
    {
        var ids = (await database.NumbersAsync()).ToDictionary(n => n.Value, n => n.Key);
        var pool = client.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId("default"));
        foreach (var card in Working(await chat.CardsAsync()))
        {
            var id = ids[card["number"]!.GetValue<long>()];
            await client.GetWorkflowHandle($"build-{id}").TerminateAsync("ended from outside by a test");
            var started = TimeProvider.System.GetTimestamp();
            await Eventually.HoldsAsync(async () => !(await pool.QueryAsync(w => w.Owners())).Holding.Any(b => b.Value == id));
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"The slot came back only after {TimeProvider.System.GetElapsedTime(started)}.");
            return (int)await database.CountAsync($"select count(*) from vibe.builds where id = '{id}' and stage <> 'AwaitingApproval'");
        }

        return 0;
    }

    /// <summary>Waits until the cards show the line as it was published, unless it moves on meanwhile; true where they were compared.</summary>
    private static async Task<bool> CompareAsync(ChatClient chat, HostDatabase database, Dictionary<long, int> lastPlaces)
    {
        var (revision, line) = await database.LineAsync();
        foreach (var (number, place) in line)
        {
            Assert.True(!lastPlaces.TryGetValue(number, out var before) || place <= before, $"Build #{number} was at place {lastPlaces.GetValueOrDefault(number)} and is at {place}: somebody overtook it.");
            lastPlaces[number] = place;
        }

        Dictionary<long, int> shown = [];
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(10))
        {
            shown = Places(await chat.CardsAsync());
            if ((await database.LineAsync()).Revision != revision)
            {
                return false;
            }

            if (shown.Count == line.Count && !shown.Except(line).Any())
            {
                return line.Count > 0;
            }
        }

        Assert.Fail($"The line stands still at revision {revision}, but the cards show {Show(shown)} instead of {Show(line)}.");
        return false;
    }

    private static Dictionary<long, int> Places(IEnumerable<JsonObject> cards) =>
        cards.Where(c => c["wait"] is not null).ToDictionary(c => c["number"]!.GetValue<long>(), c => c["wait"]!["place"]!.GetValue<int>());

    private static string Show(Dictionary<long, int> places) => string.Join(" ", places.OrderBy(p => p.Value).Select(p => $"{p.Value}:#{p.Key}"));
}
