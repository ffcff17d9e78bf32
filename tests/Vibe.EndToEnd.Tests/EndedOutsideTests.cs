using System.Text.Json.Nodes;
using Temporalio.Client;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

/// <summary>Builds that an operator ends in Temporal while nobody works on them: they wait for a decision, or are parked.</summary>
public sealed class EndedOutsideTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task Build_EndedInTemporalWhileItWaits_ShowsItsEndAndTakesNoDecision()
    {
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path, "--Models:Sample:FirstDelay=00:00:00", "--Models:Sample:Delay=00:00:00", "--Dispatch:LookForEnded=00:00:01");
        using var chat = await ChatClient.OpenAsync(host);
        (await chat.SayAsync("ana", "/vibe build a page that is terminated")).EnsureSuccessStatusCode();
        (await chat.SayAsync("ana", "/vibe build a page that goes on")).EnsureSuccessStatusCode();
        var waiting = await chat.CardOfAsync("a page that is terminated", Patience, "AwaitingApproval");
        await chat.CardOfAsync("a page that goes on", Patience, "AwaitingApproval");
        await using var database = HostDatabase.Open(data.Path);
        var id = (await database.NumbersAsync()).Single(n => n.Value == waiting["number"]!.GetValue<long>()).Key;
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(await host.TemporalAsync()));

        await client.GetWorkflowHandle($"build-{id}").TerminateAsync("end of the trial");
        var ended = await chat.CardOfAsync("a page that is terminated", Patience, "Cancelled");

        Assert.Contains("somebody terminated it in Temporal (\"end of the trial\")", ended["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["ViewArtifact"], ended["actions"]!.AsArray().Select(a => a!["action"]!.GetValue<string>()));
        await Eventually.HoldsAsync(async () => (await NoticesAsync(chat)).Count == 1, Patience);

        // Somebody's page still shows the old card: its button says what is true.
        (await chat.PressAsync("ben", waiting, "Approve")).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await chat.MessagesAsync("ben")).Any(m => Text(m).Contains("This build has ended", StringComparison.Ordinal)), Patience);
        Assert.Equal("AwaitingApproval", ChatClient.StageOf(await chat.CardOfAsync("a page that goes on", Patience, "AwaitingApproval")));
        Assert.Single(await NoticesAsync(chat));
        Assert.Equal(1, await database.CountAsync("select count(*) from vibe.audit where action = 'EndedOutside' and code = 'Terminated'"));
        Assert.Equal(1, await database.CountAsync("select count(*) from vibe.audit where action = 'Approve' and code = 'already-ended'"));
    }

    private static async Task<IReadOnlyList<JsonObject>> NoticesAsync(ChatClient chat) =>
        [.. (await chat.MessagesAsync("ana")).Where(m => Text(m).Contains("has ended. It was ended from outside", StringComparison.Ordinal))];

    private static string Text(JsonObject message) => message["text"]?.GetValue<string>() ?? "";
}
