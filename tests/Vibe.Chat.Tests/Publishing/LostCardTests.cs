using Vibe.Chat.Outbound;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Data.Outbox;

namespace Vibe.Chat.Tests.Publishing;

/// <summary>A card whose message somebody deleted in the chat.</summary>
public sealed class LostCardTests
{
    [SkippableFact]
    public async Task Card_DeletedInTheChat_IsPostedAnewInItsThreadAndEditedThere()
    {
        await using var house = await OpenAsync();
        await PublishAsync(house, BuildStage.Generating, 1);
        Delete(house, "m1");

        await PublishAsync(house, BuildStage.Reviewing, 2);
        await PublishAsync(house, BuildStage.AwaitingApproval, 3);
        await house.Outbox.PublishNoticeAsync(new Notice("n", Some.Build(), [Some.Ann], "Please decide."), CancellationToken.None);
        await house.PublishedAsync();

        Assert.Equal([null, "m1"], house.Platform.CallsOf("send").Select(c => c.Thread.Thread));
        Assert.Equal(["m2"], house.Platform.CallsOf("edit").Select(c => c.MessageId));
        Assert.Equal("m1", Assert.Single(house.Platform.CallsOf("notice")).Thread.Thread);
        Assert.Equal(("m1", "m2"), await PlaceAsync(house));
        var gone = Assert.Single(await house.Get<IAuditLog>().ListAsync(Some.Build(), CancellationToken.None), e => e.Action == "CardGone");
        Assert.Equal(("message_not_found", "T1"), (gone.Code, gone.Workspace));
    }

    [SkippableFact]
    public async Task Card_WhoseThreadIsGoneToo_BecomesTheRootOfTheBuildsThread()
    {
        await using var house = await OpenAsync();
        await PublishAsync(house, BuildStage.Generating, 1);
        Delete(house, "m1");
        house.Platform.After = call => call.Method == "send" ? new DeliveryOutcome.Delivered("m2", IsOutsideThread: true) : null;

        await PublishAsync(house, BuildStage.AwaitingApproval, 2);
        await house.Outbox.PublishNoticeAsync(new Notice("n", Some.Build(), [Some.Ann], "Please decide."), CancellationToken.None);
        await house.PublishedAsync();

        Assert.Equal((null, "m2"), await PlaceAsync(house));
        Assert.Equal("m2", Assert.Single(house.Platform.CallsOf("notice")).Thread.Thread);
        var found = await house.Get<IBuildStore>().ListInThreadAsync(Some.Channel(thread: "m2"), CancellationToken.None);
        Assert.Equal(Some.Build(), Assert.Single(found).Id);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Card_PostedAnewBeforeACrash_IsFoundAndNotPostedAgain(bool isOutside)
    {
        await using var house = await OpenAsync();
        await PublishAsync(house, BuildStage.Generating, 1);
        await house.ExecuteAsync("update vibe.outbox set created_at = now() - interval '1 day'");
        Delete(house, "m1");
        house.Platform.After = call => call.Method == "send" ? new DeliveryOutcome.Unavailable("reset", MayBeDone: true) : null;
        house.Platform.FindAnswer = new FindOutcome.Found("m2", isOutside);
        var before = await house.CountAsync("select extract(epoch from now())::bigint");

        await PublishAsync(house, BuildStage.Reviewing, 2);

        Assert.Equal(2, house.Platform.CallsOf("send").Count);
        Assert.Equal(["m2"], house.Platform.CallsOf("edit").Select(c => c.MessageId));
        Assert.Equal((isOutside ? null : "m1", "m2"), await PlaceAsync(house));

        // A long build's old messages need not be read.
        Assert.True(Assert.Single(house.Platform.Searches).NotBefore.ToUnixTimeSeconds() >= before - 61);
    }

    [SkippableFact]
    public async Task Card_AskedInAThread_GoesBackThere()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.Get<IBuildStore>().RegisterAsync(Some.Registration(thread: Some.Channel(thread: "root")), CancellationToken.None);
        await house.StartAsync();
        await PublishAsync(house, BuildStage.Generating, 1);
        Delete(house, "m1");

        await PublishAsync(house, BuildStage.Reviewing, 2);

        Assert.Equal(["root", "root"], house.Platform.CallsOf("send").Select(c => c.Thread.Thread));
        Assert.Equal(("root", "m2"), await PlaceAsync(house));
    }

    [SkippableFact]
    public async Task Card_DeletedAgainAndAgain_IsGivenUp()
    {
        await using var house = await OpenAsync();
        house.Platform.Before = call => call.Method == "edit" ? new DeliveryOutcome.Gone("message_not_found", "The message is gone.") : null;

        for (var revision = 1; revision <= 5; revision++)
        {
            await PublishAsync(house, BuildStage.Generating, revision);
        }

        Assert.Equal(4, house.Platform.CallsOf("send").Count);
        Assert.Equal("message_not_found", Assert.Single(await house.Get<IOutboxLeases>().ListFailuresAsync(9, CancellationToken.None)).Code);
    }

    private static async Task<ChatHouse> OpenAsync()
    {
        var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        await house.StartAsync();
        return house;
    }

    private static async Task PublishAsync(ChatHouse house, BuildStage stage, long revision)
    {
        await house.Outbox.PublishCardAsync(Some.Card(stage: stage), revision, CancellationToken.None);
        await house.PublishedAsync();
    }

    private static void Delete(ChatHouse house, string message)
    {
        house.Platform.Messages.TryRemove(message, out _);
        house.Platform.Before = call => call.Method == "edit" && call.MessageId == message ? new DeliveryOutcome.Gone("message_not_found", "The message is gone.") : null;
    }

    private static async Task<(string? Thread, string? Card)> PlaceAsync(ChatHouse house)
    {
        var build = await house.Get<IBuildStore>().FindAsync(Some.Build(), CancellationToken.None);
        return (build?.Thread.Thread, build?.CardMessage);
    }
}
