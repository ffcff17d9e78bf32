using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

public sealed class RepeatTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task Repeats_OfOneEventAndOneClick_HaveOneEffect()
    {
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path, "--Models:Sample:FirstDelay=00:00:00", "--Models:Sample:Delay=00:00:00");
        using var chat = await ChatClient.OpenAsync(host);

        // The same event a thousand times, several at once, as a platform that hears no answer would.
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            (await chat.SayAsync("ana", "/vibe build a landing page", id: "one-event")).EnsureSuccessStatusCode());
        var card = await chat.CardAtAsync(Patience, "AwaitingApproval");

        // A hundred clicks, each one an event of its own, as impatient people make them.
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            (await chat.PressAsync("ben", card, "Approve")).EnsureSuccessStatusCode());
        await chat.CardAtAsync(Patience, "Done");
        await Eventually.HoldsAsync(async () => (await chat.MessagesAsync("ben")).Any(m => m["file"] is not null), Patience);
        await Eventually.HoldsAsync(async () => (await chat.MessagesAsync("ben")).Count(m => m["privateTo"]?.GetValue<string>() == "ben") >= 100, Patience);

        var messages = await chat.MessagesAsync("ben");
        Assert.Single(messages, m => m["card"] is not null);
        Assert.Single(messages, m => m["file"] is not null);
        Assert.Single(messages, m => m["privateTo"]?.GetValue<string>() == "ben" && m["text"]!.GetValue<string>().StartsWith("Approved", StringComparison.Ordinal));
    }
}
