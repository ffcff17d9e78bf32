using System.Text.Json.Nodes;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests.Kills;

public sealed class KillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Slow, so that the kill comes amid the stage; nobody waits for that once more after the kill.
    private static readonly string[] SlowModel = ["--Models:Sample:FirstDelay=00:00:02", "--Models:Sample:Delay=00:00:00.050"];
    private static readonly string[] FastModel = ["--Models:Sample:FirstDelay=00:00:00", "--Models:Sample:Delay=00:00:00"];

    [SkippableTheory]
    [InlineData("Queued")]
    [InlineData("Generating")]
    [InlineData("Reviewing")]
    [InlineData("AwaitingApproval")]
    [InlineData("Delivering")]
    public async Task Kill_AtAStage_EndsAsItWouldHave(string stage)
    {
        using var data = new TempFolder();
        var before = HostProcess.Start(data.Path, SlowModel);
        await using (before)
        {
            using var chat = await ChatClient.OpenAsync(before);
            (await chat.SayAsync("ana", "/vibe build a todo list page", id: "the-one-request")).EnsureSuccessStatusCode();
            await ReachAsync(chat, stage);
            await before.KillAsync();
        }

        await using var after = HostProcess.Start(data.Path, FastModel);
        using var again = await ChatClient.OpenAsync(after);

        // The platform delivers the event again, as it does when it got no answer.
        (await again.SayAsync("ana", "/vibe build a todo list page", id: "the-one-request")).EnsureSuccessStatusCode();
        var card = await again.CardAtAsync(Patience, "AwaitingApproval", "Done");
        if (ChatClient.StageOf(card) == "AwaitingApproval")
        {
            (await again.PressAsync("ben", card, "Approve")).EnsureSuccessStatusCode();
            await again.CardAtAsync(Patience, "Done");
        }

        await Eventually.HoldsAsync(async () => Files(await again.MessagesAsync("ana")).Any(), Patience);
        var messages = await again.MessagesAsync("ana");
        Assert.Single(messages, m => m["card"] is not null);
        var file = Assert.Single(Files(messages));
        Assert.NotEmpty(await again.DownloadAsync(file["file"]!["url"]!.GetValue<string>()));
        Assert.Equal(0, await after.InterruptAsync());
    }

    private static async Task ReachAsync(ChatClient chat, string stage)
    {
        if (stage is "Queued" or "Generating" or "Reviewing" or "AwaitingApproval")
        {
            // A stage may be passed while the chat is read: what matters is that it is killed in the middle.
            await chat.CardAtAsync(Patience, stage, "Reviewing", "Fixing", "AwaitingApproval");
            return;
        }

        var card = await chat.CardAtAsync(Patience, "AwaitingApproval");
        (await chat.PressAsync("ben", card, "Approve")).EnsureSuccessStatusCode();
    }

    private static IEnumerable<JsonObject> Files(IEnumerable<JsonObject> messages) => messages.Where(m => m["file"] is not null);
}
