using Npgsql;

namespace Vibe.Data.Statements;

/// <summary>Plain SQL with positional parameters, in as few words as it takes.</summary>
internal static class Sql
{
    public static async Task<int> ExecuteAsync(this NpgsqlDataSource database, string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        Bind(command, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Bind(command, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static Task<int> ExecuteAsync(this NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(statement.Text, statement.Arguments, cancellationToken);

    /// <summary>Runs a statement that ends in a select and returns the number of its rows.</summary>
    public static async Task<int> ExecuteQueryAsync(this NpgsqlDataSource database, string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        Bind(command, arguments);
        return (await ReadAsync(command, _ => true, cancellationToken)).Count;
    }

    /// <summary>Runs a statement that ends in a select and returns the number of its rows.</summary>
    public static Task<int> ExecuteQueryAsync(this NpgsqlDataSource database, Statement statement, CancellationToken cancellationToken) =>
        database.ExecuteQueryAsync(statement.Text, statement.Arguments, cancellationToken);

    /// <summary>Runs a statement that ends in a select and returns the number of its rows.</summary>
    public static async Task<int> ExecuteQueryAsync(this NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(statement.Text, statement.Arguments, _ => true, cancellationToken)).Count;

    public static async Task<List<T>> QueryAsync<T>(
        this NpgsqlDataSource database, string sql, object?[] arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        Bind(command, arguments);
        return await ReadAsync(command, read, cancellationToken);
    }

    public static async Task<List<T>> QueryAsync<T>(
        this NpgsqlConnection connection, string sql, object?[] arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Bind(command, arguments);
        return await ReadAsync(command, read, cancellationToken);
    }

    /// <summary>The first column of the first row, or the type's default where there is no row or it is null.</summary>
    public static async Task<T?> ScalarAsync<T>(this NpgsqlDataSource database, string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        Bind(command, arguments);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    public static string? GetText(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? GetTime(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static void Bind(NpgsqlCommand command, object?[] arguments)
    {
        foreach (var argument in arguments)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = argument ?? DBNull.Value });
        }
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
