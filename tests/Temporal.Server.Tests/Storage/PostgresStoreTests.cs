using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Server.Storage.Postgres;
using Temporal.Server.Visibility;
using Temporalio.Api.Enums.V1;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Storage;

public sealed class PostgresStoreTests(PostgresDatabase database) : StoreContract, IClassFixture<PostgresDatabase>
{
    private readonly string _schema = $"s{Guid.NewGuid():N}";

    [SkippableFact]
    public async Task Open_AfterClose_FindsWhatWasThere()
    {
        var open = SomeRun.Key("open");
        string clusterId;
        await using (var before = await OpenAsync())
        {
            clusterId = before.Catalog.ClusterId;
            await before.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(open, 1)));
        }

        await using var after = await OpenAsync();

        Assert.Equal(clusterId, after.Catalog.ClusterId);
        Assert.Equal(1, (await after.Runs.ReadRunAsync(open, default))?.Version);
        var page = await after.Visibility.ListAsync(new VisibilityRequest(open.NamespaceId, null, 10, null), default);
        Assert.Equal(open.RunId, Assert.Single(page.Executions).Execution.RunId);
        await after.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(open, 2, WorkflowExecutionStatus.Completed)));
    }

    [SkippableFact]
    public async Task Open_WhileAnotherServerRuns_IsRefusedWithTheReason()
    {
        await using var first = await OpenAsync();

        var refusal = await Assert.ThrowsAnyAsync<InvalidOperationException>(OpenAsync);

        Assert.Contains($"Another Temporal server runs on the schema {_schema}", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Commit_OfAServerWhoseEpochIsOver_FailsAndWritesNothing()
    {
        await using var old = await OpenAsync();
        var key = SomeRun.Key("late");
        await ExecuteAsync($"update {_schema}.service set epoch = epoch + 1");

        var failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => old.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1))));

        Assert.Contains("Another Temporal server has taken over", failure.Message, StringComparison.Ordinal);
        Assert.Null(await old.Runs.ReadRunAsync(key, default));
        await Assert.ThrowsAnyAsync<Exception>(() => old.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1))));
    }

    [SkippableFact]
    public async Task Commit_WhenTheConnectionIsCut_IsWrittenOnce()
    {
        await using var store = await OpenAsync();
        var key = SomeRun.Key("cut");
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1)));

        for (var version = 2; version <= 20; version++)
        {
            var commit = store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, version)));
            if (version % 5 == 0)
            {
                await ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'temporal-server writer' and datname = current_database()");
            }

            await Eventually.WithinAsync(commit);
        }

        Assert.Equal(20, (await store.Runs.ReadRunAsync(key, default))?.Version);
        var history = await store.Runs.ReadHistoryAsync(key, 1, 41, int.MaxValue, default);
        Assert.Equal(Enumerable.Range(1, 20).Select(version => (version * 2L) - 1), history.Select(batch => batch.FirstEventId));
    }

    internal override async Task<OpenStore> OpenAsync()
    {
        database.Require();
        var index = new VisibilityIndex();
        var store = await PostgresStore.OpenAsync(database.ConnectionString, _schema, index, NullLoggerFactory.Instance, default);
        return new OpenStore(store, store, store, new PostgresVisibility(index, store.Reads, _schema));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
