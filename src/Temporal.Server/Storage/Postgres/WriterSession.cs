using Npgsql;

namespace Temporal.Server.Storage.Postgres;

/// <summary>The one connection that writes. It holds the lock that keeps a second server away, and the epoch that ends when one comes nevertheless.</summary>
internal sealed class WriterSession : IAsyncDisposable
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Statements are planned once, while tables are still empty, and must stay right when they are full: every row is found by its key.
    /// </summary>
    private const string PlannerOptions =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=off -c jit=off";

    private readonly string _connectionString;
    private readonly string _schema;
    private NpgsqlConnection _connection;

    private WriterSession(string connectionString, string schema, NpgsqlConnection connection)
    {
        _connectionString = connectionString;
        _schema = schema;
        _connection = connection;
    }

    /// <summary>The number of this server's turn on the schema.</summary>
    public long Epoch { get; private set; }

    /// <summary>The number of the last commit on the schema when this server came.</summary>
    public long LastCommit { get; private set; }

    /// <summary>The name of the installation.</summary>
    public Guid ClusterId { get; private set; }

    /// <summary>The open connection.</summary>
    public NpgsqlConnection Connection => _connection;

    /// <summary>Connects, locks, migrates and begins a new epoch.</summary>
    /// <exception cref="InvalidOperationException">The database does not answer, or another server holds the schema.</exception>
    public static async Task<WriterSession> OpenAsync(string connectionString, string schema, CancellationToken cancellationToken)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            KeepAlive = 30,
            ApplicationName = "temporal-server writer",
            NoResetOnClose = true,
            Options = PlannerOptions,
        }.ConnectionString;
        var connection = new NpgsqlConnection(own);
        var session = new WriterSession(own, schema, connection);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await session.LockAsync(cancellationToken);
            await PostgresSchema.MigrateAsync(connection, schema, cancellationToken);
            await session.BeginEpochAsync(cancellationToken);
            return session;
        }
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            await session.DisposeAsync();
            throw new InvalidOperationException(
                $"The Temporal store's database at {connection.Host}:{connection.Port} does not answer: {exception.Message}. Start it or correct the connection string.",
                exception);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects again after a failure; the epoch stays, so that a commit shows whether another server came in between.</summary>
    public async Task ReopenAsync(CancellationToken cancellationToken)
    {
        await _connection.DisposeAsync();
        _connection = new NpgsqlConnection(_connectionString);
        await _connection.OpenAsync(cancellationToken);

        // Not to wait for: the server side of the lost connection may hold it for a while. The epoch protects meanwhile.
        await TryLockAsync(cancellationToken);
    }

    /// <summary>Connects again and begins a new epoch: all that was under way before is void.</summary>
    /// <exception cref="StoreTakenException">Another server holds the schema.</exception>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        await _connection.DisposeAsync();
        _connection = new NpgsqlConnection(_connectionString);
        await _connection.OpenAsync(cancellationToken);
        await LockAsync(cancellationToken);
        var (epoch, number) = await ReadTurnAsync(cancellationToken);
        if (epoch != Epoch)
        {
            throw new StoreTakenException($"Another Temporal server has used the schema {_schema} meanwhile (turn {epoch}, this one's is {Epoch}, {number} commits). End this one.");
        }

        await BeginEpochAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task LockAsync(CancellationToken cancellationToken)
    {
        // A server that was killed a moment ago holds its lock until the database notices.
        var started = TimeProvider.System.GetTimestamp();
        while (!await TryLockAsync(cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(started) > LockPatience)
            {
                throw new StoreTakenException(
                    $"Another Temporal server runs on the schema {_schema} of the database {_connection.Database} at {_connection.Host}:{_connection.Port}. Stop it, or give this one a schema of its own.");
            }

            await Task.Delay(LockRetry, cancellationToken);
        }
    }

    private async Task<bool> TryLockAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended('temporal server ' || $1, 7))", _connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _schema });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken) ?? false);
    }

    private async Task<(long Epoch, long Commit)> ReadTurnAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select epoch, commit_number from {_schema}.service", _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task BeginEpochAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"update {_schema}.service set epoch = epoch + 1 returning epoch, commit_number, cluster_id", _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Epoch = reader.GetInt64(0);
        LastCommit = reader.GetInt64(1);
        ClusterId = reader.GetGuid(2);
    }
}
