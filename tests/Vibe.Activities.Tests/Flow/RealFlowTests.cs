using System.IO.Compression;
using System.Text;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Artifacts;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Data.Line;
using Vibe.Data.Texts;
using Vibe.Data.Usage;
using Vibe.TestKit;

namespace Vibe.Activities.Tests.Flow;

public sealed class RealFlowTests
{
    [SkippableFact]
    public async Task Build_RequestChangesThenApprove_DeliversExactlyWhatWasApproved()
    {
        await using var house = await RealHouse.OpenAsync();
        var handle = await house.StartAsync("a page that shows the team's birthdays");
        var id = new BuildId(handle.Id["build-".Length..]);
        var first = await RealHouse.ReachesAsync(handle, BuildStage.AwaitingApproval);
        var feedback = await house.Get<ITextStore>().PutAsync(id, TextKind.Decision, "make it green", CancellationToken.None);
        await RealHouse.DecideAsync(handle, first, CardAction.RequestChanges, feedback);
        var second = await RealHouse.ReachesAsync(handle, BuildStage.AwaitingApproval, round: 2);

        // The build's status is a moment ahead of the card that it declares.
        var shown = await Eventually.ValueAsync(
            async () => (await house.Get<IBuildStore>().FindAsync(id, CancellationToken.None))?.Card is { Stage: BuildStage.AwaitingApproval, Artifact.Round: 2 } card ? card : null,
            "the card of round 2 waits for approval");

        await RealHouse.DecideAsync(handle, second, CardAction.Approve);
        var result = await handle.GetResultAsync();

        Assert.Equal((BuildStage.Done, 2, second.Digest), (result.Stage, result.Rounds, result.Digest));
        Assert.NotNull(shown);
        Assert.Equal((BuildStage.AwaitingApproval, second.Digest, 2), (shown.Stage, shown.Artifact?.Digest, shown.Artifact?.Round ?? 0));
        Assert.Equal("a page that shows the team's birthdays", shown.Title);
        Assert.Equal("make it green", shown.Decision?.Reason);
        Assert.True(shown.Review?.Completed);
        Assert.True(shown.Model?.IsSample);
        Assert.InRange(shown.Model?.OutputTokens ?? 0, 1, long.MaxValue);
        Assert.NotNull(shown.Expected);
        var card = (await house.Get<IBuildStore>().FindAsync(id, CancellationToken.None))?.Card;
        Assert.Equal((BuildStage.Done, CardAction.Approve), (card?.Stage, card?.Decision?.Action));
        await AssertDeliveryAsync(house, second.Digest ?? default);
        var audit = await house.Get<IAuditLog>().ListAsync(id, CancellationToken.None);
        Assert.Equal(["RequestChanges", "Approve", "Done"], audit.Select(a => a.Action));
        Assert.Equal(3L, await CountAsync(house, 1));
        Assert.NotNull(await house.Get<IUsageStore>().TypicalAsync("default", UsageEntry.SlotStage, CancellationToken.None));
        await Eventually.HoldsAsync(async () => await house.Get<ILineStore>().FindAsync("default", CancellationToken.None) is { Busy: 0, Waiting.Count: 0 });
        Assert.DoesNotContain("birthdays", (await handle.FetchHistoryAsync()).ToJson(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Build_TerminatedFromOutside_GivesItsSlotBackWithinSeconds()
    {
        await using var house = await RealHouse.OpenAsync(("Models:Sample:Slots", "1"), ("Models:Sample:FirstDelay", "00:01:00"));
        var first = await house.StartAsync("a page");
        await RealHouse.ReachesAsync(first, BuildStage.Generating);
        var second = await house.StartAsync("another page");
        await Eventually.HoldsAsync(async () => await house.Get<ILineStore>().FindAsync("default", CancellationToken.None) is { Busy: 1, Waiting.Count: 1 });

        await first.TerminateAsync("ended from outside");

        await RealHouse.ReachesAsync(second, BuildStage.Generating);
        await Eventually.HoldsAsync(async () => await house.Get<ILineStore>().FindAsync("default", CancellationToken.None) is { Busy: 1, Waiting.Count: 0 });
    }

    [SkippableFact]
    public async Task Build_ModelFailsTwice_IsTriedAgain()
    {
        await using var house = await RealHouse.OpenAsync(("Models:Sample:FailFirst", "2"), ("Models:Sample:Failure", "StreamCut"));

        var handle = await house.StartAsync("a page");

        await RealHouse.ReachesAsync(handle, BuildStage.AwaitingApproval);
    }

    private static async Task AssertDeliveryAsync(RealHouse house, ArtifactDigest approved)
    {
        await using var command = house.Database.CreateCommand("select content from vibe.outbox where kind = 2");
        var content = Assert.IsType<string>(await command.ExecuteScalarAsync());
        using var file = System.Text.Json.JsonDocument.Parse(content);
        var digest = new ArtifactDigest(file.RootElement.GetProperty("content").GetProperty("value").GetString() ?? string.Empty);
        var bytes = await house.Get<IArtifactStore>().GetAsync(digest, CancellationToken.None);
        Assert.NotNull(bytes);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var entries = zip.Entries.ToDictionary(e => e.FullName, Read);
        Assert.Equal(approved, ArtifactDigest.Of(entries["MANIFEST"]));
        foreach (var line in Encoding.UTF8.GetString(entries["SHA256SUMS"]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split("  ", 2);
            Assert.Equal(parts[0], ArtifactDigest.Of(entries[parts[1]]).Value);
        }

        Assert.Contains(entries.Keys, k => k.StartsWith("files/", StringComparison.Ordinal));
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static async Task<long> CountAsync(RealHouse house, short kind)
    {
        await using var command = house.Database.CreateCommand($"select count(*) from vibe.outbox where kind = {kind}");
        return Assert.IsType<long>(await command.ExecuteScalarAsync());
    }
}
