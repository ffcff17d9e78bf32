using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Server.Namespaces;
using Temporal.Server.Storage;
using Temporal.Server.Visibility;
using Temporalio.Api.Enums.V1;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Storage;

public sealed class RetentionSweeperTests
{
    [Fact]
    public async Task Sweep_AfterTheRetention_DeletesClosedRunsAlone()
    {
        var time = new ManualTimeProvider(SomeRun.Start);
        var store = new MemoryStore(new VisibilityIndex());
        using var namespaces = new NamespaceDirectory(store);
        var record = new NamespaceRecord { Id = SomeRun.NamespaceId, Name = "n", Retention = TimeSpan.FromHours(2) };
        await namespaces.TryAddAsync(record, default);
        var open = SomeRun.Key("open");
        var closed = SomeRun.Key("closed");
        await store.CommitAsync(SomeRun.Commit(SomeRun.Write(open, 1)));
        await store.CommitAsync(SomeRun.Commit(SomeRun.Write(closed, 1, WorkflowExecutionStatus.Completed)));
        await using var sweeper = new RetentionSweeper(namespaces, store, store, time, NullLogger<RetentionSweeper>.Instance);

        // Some runs close a minute after the start.
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await sweeper.SweepAsync(default));
        time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(async () => await store.ReadRunAsync(closed, default) is null);

        Assert.NotNull(await store.ReadRunAsync(open, default));
        Assert.Equal(0, await sweeper.SweepAsync(default));
    }
}
