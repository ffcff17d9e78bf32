using Npgsql;
using Vibe.Host.Database;
using Vibe.Host.Failures;
using Vibe.TestKit;

namespace Vibe.Host.Tests.Database;

public sealed class PrivatePostgresTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _root;

    public PrivatePostgresTests()
    {
        _root = _folder.Path;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        }
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task StartAsync_TwiceOnOneFolder_SharesOneServerThatTheLastStops()
    {
        Skip.If(await PostgresBinaries.FindAsync(null, default) is null, "no PostgreSQL programs on this machine");
        var runAs = PrivatePostgres.UnprivilegedUser();
        var first = await PrivatePostgres.StartAsync(_root, runAs, _ => { }, default);
        var second = await PrivatePostgres.StartAsync(_root, runAs, _ => { }, default);
        Assert.Equal(first.ConnectionString, second.ConnectionString);

        await first.DisposeAsync();
        Assert.Equal(1, await SelectOneAsync(second.ConnectionString));

        await second.DisposeAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => SelectOneAsync(second.ConnectionString));
    }

    [SkippableFact]
    public async Task StartAsync_AfterStop_KeepsWhatWasStored()
    {
        Skip.If(await PostgresBinaries.FindAsync(null, default) is null, "no PostgreSQL programs on this machine");
        var runAs = PrivatePostgres.UnprivilegedUser();
        await using (var first = await PrivatePostgres.StartAsync(_root, runAs, _ => { }, default))
        {
            await ExecuteAsync(first.ConnectionString, "create table kept (id int)");
        }

        await using var again = await PrivatePostgres.StartAsync(_root, runAs, _ => { }, default);
        await ExecuteAsync(again.ConnectionString, "insert into kept values (1)");
    }

    [SkippableFact]
    public async Task StartAsync_AfterAnInterruptedFirstStart_BeginsAnew()
    {
        Skip.If(await PostgresBinaries.FindAsync(null, default) is null, "no PostgreSQL programs on this machine");
        var half = Directory.CreateDirectory(Path.Combine(_root, "postgres.new"));
        await File.WriteAllTextAsync(Path.Combine(half.FullName, "PG_VERSION"), "15");
        await using var server = await PrivatePostgres.StartAsync(_root, PrivatePostgres.UnprivilegedUser(), _ => { }, default);
        Assert.Equal(1, await SelectOneAsync(server.ConnectionString));
        Assert.False(Directory.Exists(half.FullName));
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 18beta1", 18)]
    [InlineData("something else", null)]
    public void ParseVersion_Answer_IsMajorVersion(string answer, int? expected) => Assert.Equal(expected, PostgresBinaries.ParseVersion(answer));

    [SkippableFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Resolve_UnderClosedFolder_NamesFolderAndRemedy()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix file modes");
        var closed = Directory.CreateDirectory(Path.Combine(_root, "closed")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(closed, "data");

        var refused = Assert.Throws<VibeStartupException>(() => DataFolder.Resolve(new DataOptions { Path = path }, "/", "postgres"));
        Assert.Contains(closed, refused.Message, StringComparison.Ordinal);
        Assert.Contains("chmod", refused.Message, StringComparison.Ordinal);
        Assert.Equal("/var/lib/vibe", DataFolder.Resolve(new DataOptions(), closed, "postgres"));
        Assert.Equal(path, DataFolder.Resolve(new DataOptions { Path = path }, "/", runAs: null));
    }

    private static async Task<int> SelectOneAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select 1");
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
