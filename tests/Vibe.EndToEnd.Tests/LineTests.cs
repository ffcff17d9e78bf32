using System.Globalization;
using System.Text.Json.Nodes;
using Temporalio.Client;
using Vibe.TestKit;
using Vibe.Workflows.Capacity;

namespace Vibe.EndToEnd.Tests;

public sealed class LineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Seconds; and so long that only a slot that never comes back, or after the lease's hour, is later.
    private static readonly TimeSpan SlotComesBackWithin = TimeSpan.FromMinutes(2);

    /// <summary>How many builds wait at once; the long form sets VIBE_TEST_BUILDS=200.</summary>
    private static int Builds => int.Parse(Environment.GetEnvironmentVariable("VIBE_TEST_BUILDS") ?? "24", CultureInfo.InvariantCulture);

    /// <summary>
    /// Web and worker are processes of their own. The model answers a build when the test says so: the line stands still until every card has been compared with it.
    /// Amid the line the worker is killed, and later a build that holds a slot is ended from outside.
    /// </summary>
    [SkippableFact]
    public async Task Line_ManyBuildsOnTwoSlots_IsToldAsItIsAndNobodyOvertakesAlsoWhenAWorkerIsKilled()
    {
        await using var model = await HeldModel.StartAsync();
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path, [.. model.Settings, "--Roles=web,server"]);
        var temporal = await host.TemporalAsync();
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(temporal));
        using var chat = await ChatClient.OpenAsync(host);
        var worker = StartWorker(data.Path, model, temporal);
        await Parallel.ForEachAsync(Enumerable.Range(1, Builds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            (await chat.SayAsync("ana", $"/vibe build a landing page number {i}")).EnsureSuccessStatusCode());
        await using var database = HostDatabase.Open(data.Path);
        var line = new LineWatch(chat, database, model);
        try
        {
            await line.StandsAsync(waiting: Builds - 2);
            await LetThroughAsync(model, line, untilWaiting: Builds * 2 / 3);

            var interrupted = await line.WorkingAsync();
            await worker.KillAsync();
            await worker.DisposeAsync();
            worker = StartWorker(data.Path, model, temporal);
            await LetThroughAsync(model, line, untilWaiting: Builds / 3, first: interrupted);
            await WentOnUnderTheirLeaseAsync(client, database, interrupted);

            var ended = await EndOneFromOutsideAsync(client, line, database);
            await line.StandsAsync(waiting: (Builds / 3) - 1);
            await LetThroughAsync(model, line, untilWaiting: 0);
            model.AnswerAll();
            await Eventually.HoldsAsync(async () => Others(await chat.CardsAsync(), ended).All(c => ChatClient.StageOf(c) == "AwaitingApproval"), Patience);

            Assert.Equal(Builds, await database.CountAsync("select count(*) from vibe.builds"));
            Assert.Equal(Builds - 1, Others(await chat.CardsAsync(), ended).Count());
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

        await Eventually.HoldsAsync(async () => (await chat.CardsAsync()).Any(c => ChatClient.StageOf(c) == "Generating" && c["title"]!.GetValue<string>().Contains("waits", StringComparison.Ordinal)), SlotComesBackWithin);

        // Its card does not go on as if somebody worked, and the requester is told.
        var card = await chat.CardOfAsync("the one that is ended", Patience, "Cancelled");
        Assert.Contains("ended from outside", card["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(card["actions"]!.AsArray(), a => a!["action"]!.GetValue<string>() == "Cancel");
        await Eventually.HoldsAsync(async () => (await chat.MessagesAsync("ana")).Count(m => m["text"]?.GetValue<string>().Contains("has ended. It was ended from outside", StringComparison.Ordinal) == true) == 1, Patience);
    }

    private static HostProcess StartWorker(string data, HeldModel model, string temporal) => HostProcess.Start(data, [.. model.Settings, "--Roles=worker", $"--Temporal:Address={temporal}"]);

    private static IEnumerable<JsonObject> Others(IEnumerable<JsonObject> cards, long number) => cards.Where(c => c["number"]!.GetValue<long>() != number);

    /// <summary>Has one of those who work answered after the other, those named first; after each, one fewer waits.</summary>
    private static async Task LetThroughAsync(HeldModel model, LineWatch line, int untilWaiting, IReadOnlyList<JsonObject>? first = null)
    {
        var titles = (first ?? []).Select(LineWatch.TitleOf).ToHashSet();
        for (var waiting = line.Waiting; waiting > untilWaiting; waiting--)
        {
            var working = (await line.WorkingAsync()).Select(LineWatch.TitleOf).ToList();
            model.Answer(working.Find(titles.Contains) ?? working[0]);
            await line.StandsAsync(waiting - 1);
        }
    }

    /// <summary>What the killed worker was at has come through since, on the lease that it had: nobody stood in line again.</summary>
    private static async Task WentOnUnderTheirLeaseAsync(TemporalClient client, HostDatabase database, IReadOnlyList<JsonObject> interrupted)
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

    /// <summary>Terminates a build that holds a slot; the slot is somebody else's long before the lease's hour is over. Answers its number.</summary>
    private static async Task<long> EndOneFromOutsideAsync(TemporalClient client, LineWatch line, HostDatabase database)
    {
        var number = (await line.WorkingAsync())[0]["number"]!.GetValue<long>();
        var id = (await database.NumbersAsync()).Single(n => n.Value == number).Key;
        var pool = client.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId("default"));
        await client.GetWorkflowHandle($"build-{id}").TerminateAsync("ended from outside by a test");
        await Eventually.HoldsAsync(async () => !(await pool.QueryAsync(w => w.Owners())).Holding.Any(b => b.Value == id), SlotComesBackWithin);
        return number;
    }
}
