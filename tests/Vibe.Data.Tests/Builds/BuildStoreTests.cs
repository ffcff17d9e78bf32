using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Data.Builds;
using Vibe.Data.Line;
using Vibe.Data.Outbox;
using Vibe.Data.Texts;

namespace Vibe.Data.Tests.Builds;

public sealed class BuildStoreTests
{
    [SkippableFact]
    public async Task RegisterAsync_SameBuildAHundredTimes_HasOneNumberAndNextHasTheNext()
    {
        await using var stores = await Stores.OpenAsync();
        var builds = stores.Get<IBuildStore>();
        var first = await builds.RegisterAsync(Some.Registration("a"), CancellationToken.None);

        var again = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => builds.RegisterAsync(Some.Registration("a"), CancellationToken.None)));
        var next = await builds.RegisterAsync(Some.Registration("b"), CancellationToken.None);

        Assert.True(first.IsNew);
        Assert.All(again, r => Assert.Equal(first with { IsNew = false }, r));
        Assert.Equal((1, 2), (first.Number, next.Number));
        Assert.Equal("Request of a", await stores.Get<ITextStore>().GetAsync(first.Request.Digest, CancellationToken.None));
        Assert.Equal(new StoredText(ArtifactDigest.Of("Request of a"u8), 12), first.Request);
    }

    [SkippableFact]
    public async Task FindAsync_WithCardAndPlace_TellsAll()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.Get<IBuildStore>().RegisterAsync(Some.Registration("a") with { ReplyTo = "https://reply.example/1" }, CancellationToken.None);
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card("a", BuildStage.Queued), 1, CancellationToken.None);
        await stores.Get<ILineStore>().SaveAsync(Some.Line(1, "x", "a"), CancellationToken.None);

        var build = await stores.Get<IBuildStore>().FindAsync(Some.Build("a"), CancellationToken.None);

        Assert.NotNull(build);
        Assert.Equal((Some.Ann, BuildStage.Queued, "Title of a", "https://reply.example/1"), (build.Requester, build.Stage, build.Title, build.ReplyTo));
        Assert.Equal((2, "Both slots are busy."), (build.Place!.Place, build.WaitReason));
        Assert.Equal(Some.Build("a"), build.Card!.BuildId);
        Assert.Null(await stores.Get<IBuildStore>().FindAsync(Some.Build("nobody"), CancellationToken.None));
    }

    [SkippableFact]
    public async Task FindByNumberAsync_FromAnotherWorkspace_IsNotThere()
    {
        await using var stores = await Stores.OpenAsync();
        var builds = stores.Get<IBuildStore>();
        var number = (await builds.RegisterAsync(Some.Registration("a"), CancellationToken.None)).Number;

        Assert.NotNull(await builds.FindByNumberAsync(Some.Channel("C9"), number, CancellationToken.None));
        Assert.Null(await builds.FindByNumberAsync(Some.Channel(workspace: "T2"), number, CancellationToken.None));
        Assert.Null(await builds.FindByNumberAsync(Some.Channel(), number + 1, CancellationToken.None));
    }

    [SkippableFact]
    public async Task ListInThreadAsync_AskedInTheThreadOrBelowTheCard_IsFound()
    {
        await using var stores = await Stores.OpenAsync();
        var builds = stores.Get<IBuildStore>();
        await builds.RegisterAsync(Some.Registration("inside", thread: Some.Channel(thread: "root")), CancellationToken.None);
        await builds.RegisterAsync(Some.Registration("root"), CancellationToken.None);
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card("root"), 1, CancellationToken.None);
        var lease = Assert.Single(await stores.Get<IOutboxLeases>().LeaseAsync(Some.Lease(), CancellationToken.None));
        await stores.Get<IOutboxLeases>().RecordAsync(lease, new OutboxPublished(1, "card", null), CancellationToken.None);

        Assert.Equal([Some.Build("inside")], (await builds.ListInThreadAsync(Some.Channel(thread: "root"), CancellationToken.None)).Select(b => b.Id));
        var below = Assert.Single(await builds.ListInThreadAsync(Some.Channel(thread: "card"), CancellationToken.None));
        Assert.Equal((Some.Build("root"), Some.Channel(thread: "card")), (below.Id, below.Home));
        Assert.Empty(await builds.ListInThreadAsync(Some.Channel(), CancellationToken.None));
        Assert.Empty(await builds.ListInThreadAsync(Some.Channel("C2", thread: "root"), CancellationToken.None));
    }

    [SkippableFact]
    public async Task ListOpenAsync_EndedBuild_IsLeftOut()
    {
        await using var stores = await Stores.OpenAsync();
        var builds = stores.Get<IBuildStore>();
        foreach (var name in new[] { "a", "b" })
        {
            await builds.RegisterAsync(Some.Registration(name), CancellationToken.None);
        }

        await builds.RegisterAsync(Some.Registration("others", requester: Some.Bob), CancellationToken.None);
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card("b", BuildStage.Done), 1, CancellationToken.None);

        Assert.Equal([Some.Build("a")], (await builds.ListOpenAsync(Some.Ann, "T1", CancellationToken.None)).Select(b => b.Id));
        Assert.Equal([Some.Build("b"), Some.Build("a")], (await builds.ListNewestAsync(Some.Ann, "T1", 5, CancellationToken.None)).Select(b => b.Id));
        Assert.Equal([Some.Build("a"), Some.Build("others")], (await builds.ListQueueAsync(Some.Channel(), 10, CancellationToken.None)).Select(b => b.Id));
        Assert.Empty(await builds.ListOpenAsync(Some.Ann, "T2", CancellationToken.None));
    }

    [SkippableFact]
    public async Task RegisterAsync_WordsThatTheDatabaseRefuses_AreKeptReadable()
    {
        await using var stores = await Stores.OpenAsync();
        var registered = await stores.Get<IBuildStore>().RegisterAsync(
            Some.Registration("a") with { Title = "nul \0 and half \ud83d", Request = "nul \0 stays" }, CancellationToken.None);

        Assert.Equal("nul \ufffd and half \ufffd", (await stores.Get<IBuildStore>().FindAsync(Some.Build("a"), CancellationToken.None))!.Title);
        Assert.Equal("nul \0 stays", await stores.Get<ITextStore>().GetAsync(registered.Request.Digest, CancellationToken.None));
    }
}
