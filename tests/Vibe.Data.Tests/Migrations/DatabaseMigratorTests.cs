using Vibe.Data.Migrations;

namespace Vibe.Data.Tests.Migrations;

public sealed class DatabaseMigratorTests
{
    [SkippableFact]
    public async Task MigrateAsync_BySeveralAtOnceAndAgain_AppliesEachStepOnce()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.ExecuteAsync("drop schema vibe cascade");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => stores.Get<IDatabaseMigrator>().MigrateAsync(CancellationToken.None)));
        await stores.Get<IDatabaseMigrator>().MigrateAsync(CancellationToken.None);

        Assert.Equal(await stores.ScalarAsync<long>("select count(distinct number) from vibe.migrations"), await stores.ScalarAsync<long>("select count(*) from vibe.migrations"));
        Assert.Equal(0, await stores.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"));
    }

    [SkippableFact]
    public async Task MigrateAsync_NewerDatabase_SaysSo()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.ExecuteAsync("insert into vibe.migrations (number, name) values (9999, 'future')");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => stores.Get<IDatabaseMigrator>().MigrateAsync(CancellationToken.None));

        Assert.Contains("9999", failure.Message, StringComparison.Ordinal);
    }
}
