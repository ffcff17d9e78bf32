using Vibe.Chat.Outbound;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Artifacts;
using Vibe.Data.Outbox;
using Vibe.Data.Troubles;
using Vibe.TestKit;

namespace Vibe.Chat.Tests.Publishing;

/// <summary>What a platform refuses until somebody mends something.</summary>
public sealed class BlockedPublishingTests
{
    private static readonly DeliveryOutcome Uninvited = new DeliveryOutcome.Blocked("not_in_channel", "Invite Vibe to the channel.");

    [SkippableFact]
    public async Task All_RefusedUntilVibeIsInvited_ComesThenByItselfAndTheRequesterIsToldOnce()
    {
        await using var house = await OpenAsync();
        var attempts = 0;
        house.Platform.Before = _ =>
        {
            Interlocked.Increment(ref attempts);
            return Uninvited;
        };
        var digest = await house.Get<IArtifactStore>().PutAsync("zip"u8.ToArray(), CancellationToken.None);
        await house.StartAsync();

        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Done), 1, CancellationToken.None);
        await house.Outbox.PublishNoticeAsync(new Notice("n", Some.Build(), [Some.Ann], "It is done."), CancellationToken.None);
        await house.Outbox.PublishFileAsync(new FileDelivery("f", Some.Build(), "r.zip", digest, ""), CancellationToken.None);
        await Eventually.HoldsAsync(() => Volatile.Read(ref attempts) >= 4 && !house.Platform.Answers.IsEmpty);

        var answer = Assert.Single(house.Platform.Answers);
        Assert.Contains("Invite Vibe to the channel.", answer.Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await house.Get<ITroubleStore>().CountAsync(CancellationToken.None)).Messages);
        Assert.Empty(await house.Get<IOutboxLeases>().ListFailuresAsync(9, CancellationToken.None));

        house.Platform.Before = _ => null;
        await house.PublishedAsync();

        Assert.Single(house.Platform.CallsOf("send"));
        Assert.Single(house.Platform.CallsOf("notice"));
        Assert.Single(house.Platform.CallsOf("upload"));
        Assert.True((await house.Get<ITroubleStore>().CountAsync(CancellationToken.None)).IsNone);
        Assert.Single(house.Platform.Answers);
    }

    [SkippableFact]
    public async Task File_Refused_IsToldToTheRequester()
    {
        await using var house = await OpenAsync();
        house.Platform.Before = call => call.Method == "upload" ? new DeliveryOutcome.Blocked("storage_limit_reached", "The workspace is full.") : null;
        var digest = await house.Get<IArtifactStore>().PutAsync("zip"u8.ToArray(), CancellationToken.None);
        await house.StartAsync();

        await house.Outbox.PublishFileAsync(new FileDelivery("f", Some.Build(), "r.zip", digest, ""), CancellationToken.None);
        await Eventually.HoldsAsync(() => !house.Platform.Answers.IsEmpty);

        Assert.Equal("r.zip cannot be uploaded here: The workspace is full. Once that is mended it comes by itself.", Assert.Single(house.Platform.Answers).Text.ToString());
    }

    [SkippableFact]
    public async Task Card_NewStepWhileRefused_IsTriedAtOnceAndNotToldAgain()
    {
        await using var house = await OpenAsync();
        house.Platform.Before = _ => Uninvited;
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await house.StartAsync();
        await Eventually.HoldsAsync(() => !house.Platform.Answers.IsEmpty);
        await house.StopAsync();
        await house.ExecuteAsync("update vibe.outbox set next_at = now() + interval '1 hour'");

        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), 2, CancellationToken.None);

        Assert.Equal("not_in_channel", Assert.Single(await house.Get<IOutboxLeases>().LeaseAsync(
            new OutboxLeaseRequest { Platforms = [Core.Identity.ChatPlatform.Slack], Count = 1, PerChannel = 1, Duration = TimeSpan.FromMinutes(1), Closed = [] }, CancellationToken.None)).FailureCode);
        Assert.Single(house.Platform.Answers);
    }

    [SkippableFact]
    public async Task Card_WhereNobodyMayLookWhetherItWasSent_IsNotSentAgainAndTheRequesterIsTold()
    {
        await using var house = await OpenAsync();
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await house.ExecuteAsync("update vibe.outbox set is_sending = true");
        house.Platform.FindAnswer = new FindOutcome.Undecided(TimeSpan.FromMinutes(1), "not_in_channel", "Invite Vibe to the channel.");
        await house.StartAsync();

        await Eventually.HoldsAsync(() => house.Platform.Searches.Count >= 3 && !house.Platform.Answers.IsEmpty);

        Assert.Empty(house.Platform.CallsOf("send"));
        Assert.Single(house.Platform.Answers);
        house.Platform.FindAnswer = null;
        await house.PublishedAsync();
        Assert.Single(house.Platform.CallsOf("send"));
    }

    [SkippableFact]
    public async Task Card_RefusedForAMonth_IsGivenUp()
    {
        await using var house = await OpenAsync();
        house.Platform.Before = _ => Uninvited;
        await house.Outbox.PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await house.ExecuteAsync("update vibe.outbox set created_at = now() - interval '31 days'");
        await house.StartAsync();

        await Eventually.TrueAsync(async () => (await house.Get<IOutboxLeases>().ListFailuresAsync(9, CancellationToken.None)).Count == 1, "it is given up");
    }

    private static async Task<ChatHouse> OpenAsync()
    {
        var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        return house;
    }
}
