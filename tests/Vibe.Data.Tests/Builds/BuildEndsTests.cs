using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Data.Outbox;

namespace Vibe.Data.Tests.Builds;

public sealed class BuildEndsTests
{
    private static readonly OutsideEnd Terminated = new(OutsideEndKind.Terminated);

    [SkippableFact]
    public async Task EndAsync_OpenBuild_EndsItsCardOnce()
    {
        await using var stores = await OpenAsync(BuildStage.AwaitingApproval);
        var ends = stores.Get<IBuildEnds>();

        var words = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ends.EndAsync(Some.Build(), Terminated, CancellationToken.None)));

        Assert.Single(words, w => w is not null);
        var build = await FindAsync(stores);
        Assert.Equal((BuildStage.Cancelled, BuildStage.Cancelled), (build.Stage, build.Card!.Stage));
        Assert.NotNull(build.EndedAt);
        Assert.Equal((null, null), (build.Card.WaitingFor, build.Card.Deadline));
        Assert.Equal(1L, await stores.ScalarAsync<long>("select count(*) from vibe.outbox where kind = 1"));
        Assert.Single(await stores.Get<IAuditLog>().ListAsync(Some.Build(), CancellationToken.None));
    }

    [SkippableFact]
    public async Task EndAsync_BuildThatShowedItsEnd_LeavesItAsItIs()
    {
        await using var stores = await OpenAsync(BuildStage.Rejected);

        Assert.Null(await stores.Get<IBuildEnds>().EndAsync(Some.Build(), Terminated, CancellationToken.None));

        Assert.Equal(BuildStage.Rejected, (await FindAsync(stores)).Stage);
        Assert.Empty(await stores.Get<IAuditLog>().ListAsync(Some.Build(), CancellationToken.None));
    }

    [SkippableFact]
    public async Task EndAsync_FilesAlreadyHandedOver_SaysDelivered()
    {
        await using var stores = await OpenAsync(BuildStage.Delivering);
        await stores.Get<IOutbox>().PublishFileAsync(Some.File(), CancellationToken.None);

        var words = await stores.Get<IBuildEnds>().EndAsync(Some.Build(), Terminated, CancellationToken.None);

        Assert.EndsWith("after its files had been handed over.", words, StringComparison.Ordinal);
        Assert.Equal(BuildStage.Done, (await FindAsync(stores)).Stage);
    }

    [SkippableFact]
    public async Task EndAsync_BuildWithoutACard_ShowsOne()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.Get<IBuildStore>().RegisterAsync(Some.Registration(), CancellationToken.None);

        await stores.Get<IBuildEnds>().EndAsync(Some.Build(), new OutsideEnd(OutsideEndKind.NotStarted), CancellationToken.None);

        var build = await FindAsync(stores);
        Assert.Equal((BuildStage.Cancelled, "Title of a", Some.Ann), (build.Stage, build.Card!.Title, build.Card.Requester));
    }

    /// <summary>What a terminated workflow had on its way does not bring the card back to life.</summary>
    [SkippableTheory]
    [InlineData(CardRevisions.Step + 20)]
    [InlineData(2 * CardRevisions.Step)]
    public async Task EndAsync_CardOfTheDeadWorkflowComesLate_DoesNotCount(long late)
    {
        await using var stores = await OpenAsync(BuildStage.Generating);
        await stores.Get<IBuildEnds>().EndAsync(Some.Build(), Terminated, CancellationToken.None);

        Assert.False(await stores.Get<IOutbox>().PublishCardAsync(Some.Card(stage: BuildStage.Reviewing), late, CancellationToken.None));

        Assert.Equal(BuildStage.Cancelled, (await FindAsync(stores)).Stage);
    }

    [SkippableFact]
    public async Task EndAsync_WorkflowTurnsOutToBeAlive_ItsNextCardsWin()
    {
        await using var stores = await OpenAsync(BuildStage.Generating);
        await stores.Get<IBuildEnds>().EndAsync(Some.Build(), new OutsideEnd(OutsideEndKind.Unknown), CancellationToken.None);

        Assert.True(await stores.Get<IOutbox>().PublishCardAsync(Some.Card(stage: BuildStage.AwaitingApproval), 3 * CardRevisions.Step, CancellationToken.None));

        var build = await FindAsync(stores);
        Assert.Equal((BuildStage.AwaitingApproval, null), (build.Stage, build.EndedAt));
    }

    private static async Task<BuildRecord> FindAsync(Stores stores) => (await stores.Get<IBuildStore>().FindAsync(Some.Build(), CancellationToken.None))!;

    private static async Task<Stores> OpenAsync(BuildStage stage)
    {
        var stores = await Stores.OpenAsync();
        await stores.Get<IBuildStore>().RegisterAsync(Some.Registration(), CancellationToken.None);
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(stage: stage), CardRevisions.Step, CancellationToken.None);
        return stores;
    }
}
