using System.Text.Json.Nodes;
using Npgsql;

namespace Vibe.EndToEnd.Tests;

/// <summary>A look into the private database of a running Vibe.</summary>
internal sealed class HostDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private HostDatabase(NpgsqlDataSource database) => _database = database;

    /// <summary>Connects to the database below a data folder.</summary>
    public static HostDatabase Open(string dataPath)
    {
        var port = File.ReadAllLines(Path.Combine(dataPath, "postgres", "postmaster.pid"))[3].Trim();
        var password = File.ReadAllText(Path.Combine(dataPath, "postgres.password"));
        return new HostDatabase(NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=vibe;Password={password};Database=postgres"));
    }

    /// <summary>The line as the pool published it last: its revision, and the place of each waiting build's short id.</summary>
    public async Task<(long Revision, Dictionary<long, int> Places)> LineAsync()
    {
        await using var command = _database.CreateCommand("select revision, content from vibe.line_snapshots limit 1");
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            return (0, []);
        }

        var revision = reader.GetInt64(0);
        var line = JsonNode.Parse(reader.GetString(1))!;
        if (line["busy"]!.GetValue<int>() > line["slots"]!.GetValue<int>())
        {
            // Not an assertion: who waits for assertions to pass must not wait for this one.
            throw new InvalidOperationException($"More builds work than there are slots: {line}");
        }

        var places = line["waiting"]!.AsArray().ToDictionary(p => p!["buildId"]!["value"]!.GetValue<string>(), p => p!["place"]!.GetValue<int>());
        await reader.DisposeAsync();
        var numbers = await NumbersAsync();
        return (revision, places.ToDictionary(p => numbers[p.Key], p => p.Value));
    }

    /// <summary>A single number.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Puts something into it that would take long to come about.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The short ids of all builds.</summary>
    public async Task<Dictionary<string, long>> NumbersAsync()
    {
        await using var command = _database.CreateCommand("select id, number from vibe.builds");
        await using var reader = await command.ExecuteReaderAsync();
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            numbers[reader.GetString(0)] = reader.GetInt64(1);
        }

        return numbers;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
