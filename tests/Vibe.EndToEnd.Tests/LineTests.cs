using System.Globalization;
using System.Text.Json.Nodes;
using Temporalio.Client;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

public sealed class LineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Model = ["--Models:Sample:FirstDelay=00:00:00.400", "--Models:Sample:Delay=00:00:00", "--Models:Sample:Slots=2"];

    /// <summary>How many builds wait at once; the long form sets VIBE_TEST_BUILDS=200.</summary>
    private static int Builds => int.Parse(Environment.GetEnvironmentVariable("VIBE_TEST_BUILDS") ?? "24", CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task Line_ManyBuildsOnTwoSlots_IsToldAsItIsAndNobodyOvertakes()
    {
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path, Model);
        using var chat = await ChatClient.OpenAsync(host);
        await Parallel.ForEachAsync(Enumerable.Range(1, Builds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            (await chat.SayAsync("ana", $"/vibe build a landing page number {i}")).EnsureSuccessStatusCode());
        await using var database = HostDatabase.Open(data.Path);

        var lastPlaces = new Dictionary<long, int>();
        var compared = 0;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var cards = await chat.CardsAsync();
            if (cards.Count == Builds && cards.All(c => ChatClient.StageOf(c) == "AwaitingApproval"))
            {
                break;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{cards.Count(c => ChatClient.StageOf(c) != "AwaitingApproval")} builds have not arrived.\n{host.Output}");
            compared += await CompareAsync(chat, database, lastPlaces) ? 1 : 0;
        }

        Assert.True(compared >= Math.Min(10, Builds / 2), $"Only {compared} states of the line could be compared.");
        Assert.Equal(Builds, await database.CountAsync("select count(*) from vibe.builds"));
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
