using Npgsql;
using Vibe.TestKit;

namespace Vibe.Host.Tests;

public sealed class DeadCommandTests
{
    [SkippableFact]
    public async Task Run_EachForm_DoesWhatItSays()
    {
        Skip.If(PostgresCluster.SkipReason is not null, PostgresCluster.SkipReason);
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        var setting = $"--ConnectionStrings:Postgres={database}";

        Assert.Equal((VibeExit.Ok, "Nothing was given up."), await RunAsync("list", setting));
        await ExecuteAsync(database, "insert into vibe.inbox (platform, workspace, event_id, payload, dead_at, last_error) select 'slack', 'T1', 'Ev' || i, '{}', now(), 'No worker.' || chr(10) || 'at …' from generate_series(1, 3) i");

        var (exit, list) = await RunAsync("list", setting);
        Assert.Equal(VibeExit.Ok, exit);
        Assert.Matches(@"^event-1  \d{4}-\d\d-\d\d \d\d:\d\d UTC  slack/T1/Ev1  given up: No worker\.\r?\nevent-2 ", list);
        Assert.EndsWith("3 in all.", list, StringComparison.Ordinal);
        Assert.Equal((VibeExit.Ok, "event-2 is tried again."), await RunAsync("retry", "event-2", setting));
        Assert.Equal((VibeExit.NotUnderstood, "There is no event-2 that was given up; dead list shows what there is."), await RunAsync("discard", "event-2", setting));
        Assert.Equal(VibeExit.Ok, (await RunAsync("discard", "all", setting)).Exit);
        Assert.Equal((VibeExit.Ok, "Nothing was given up."), await RunAsync("list", setting));
    }

    [Theory]
    [InlineData]
    [InlineData("bury")]
    [InlineData("retry")]
    [InlineData("list", "all")]
    public async Task Run_AnythingElse_SaysHowItIsUsed(params string[] words)
    {
        var (exit, output) = await RunAsync(words);

        Assert.Equal(VibeExit.NotUnderstood, exit);
        Assert.StartsWith("Usage: dead list", output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] words)
    {
        await using var output = new StringWriter();
        var exit = await DeadCommand.RunAsync([DeadCommand.Name, .. words], output);
        return (exit, output.ToString().Trim());
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
