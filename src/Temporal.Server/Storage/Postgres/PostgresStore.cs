using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Temporal.Server.Keys;
using Temporal.Server.Namespaces;
using Temporal.Server.Visibility;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Storage.Postgres;

/// <summary>The durable store: a schema of PostgreSQL, one writer, reads beside it.</summary>
internal sealed class PostgresStore : IStore, ICatalogStore, IClosedRunStore
{
    private readonly string _schema;
    private readonly NpgsqlDataSource _reads;
    private readonly CurrentRunReader _currentRuns;
    private readonly WriterSession _session;
    private readonly VisibilityIndex _openRuns;
    private readonly ILogger<CommitWriter> _writerLogger;
    private CommitWriter _writer;

    private PostgresStore(string schema, NpgsqlDataSource reads, WriterSession session, VisibilityIndex openRuns, ILogger<CommitWriter> writerLogger)
    {
        _schema = schema;
        _reads = reads;
        _currentRuns = new CurrentRunReader(reads, schema);
        _session = session;
        _openRuns = openRuns;
        _writerLogger = writerLogger;
        _writer = new CommitWriter(session, schema, openRuns, writerLogger);
        ClusterId = session.ClusterId.ToString();
    }

    public string ClusterId { get; }

    public string Kind => "postgres12";

    /// <summary>False while the database is away.</summary>
    public bool IsAvailable => _writer.IsAvailable;

    /// <summary>Where reads go.</summary>
    public NpgsqlDataSource Reads => _reads;

    /// <summary>Connects, locks, migrates and loads the visibility of open runs.</summary>
    public static async Task<PostgresStore> OpenAsync(
        string connectionString, string schema, VisibilityIndex openRuns, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var session = await WriterSession.OpenAsync(connectionString, schema, cancellationToken);
        var reads = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 8,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            ApplicationName = "temporal-server reader",
        }.ConnectionString);
        try
        {
            await LoadOpenInfosAsync(reads, schema, openRuns, cancellationToken);
        }
        catch
        {
            await reads.DisposeAsync();
            await session.DisposeAsync();
            throw;
        }

        return new PostgresStore(schema, reads, session, openRuns, logging.CreateLogger<CommitWriter>());
    }

    public Task CommitAsync(StoreCommit commit) => _writer.CommitAsync(commit);

    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        await _writer.DisposeAsync();
        await _session.RenewAsync(cancellationToken);
        _openRuns.Clear();
        await LoadOpenInfosAsync(_reads, _schema, _openRuns, cancellationToken);
        _writer = new CommitWriter(_session, _schema, _openRuns, _writerLogger);
    }

    public async IAsyncEnumerable<StoredRun> LoadOpenRunsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parts = await LoadPartsAsync(cancellationToken);
        await using var command = _reads.CreateCommand($"select run_id, namespace_id, workflow_id, version, state from {_schema}.open_runs");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var runId = reader.GetGuid(0);
            var key = new RunKey(reader.GetGuid(1).ToString(), reader.GetString(2), runId.ToString());
            yield return new StoredRun(
                key, reader.GetInt64(3), IsClosed: false, reader.GetFieldValue<byte[]>(4), parts.TryGetValue(runId, out var own) ? own : []);
        }
    }

    public ValueTask<CurrentRun?> ReadCurrentRunAsync(string namespaceId, string workflowId, CancellationToken cancellationToken) =>
        StoreOutage.GuardAsync(() => _currentRuns.ReadAsync(namespaceId, workflowId).WaitAsync(cancellationToken));

    public ValueTask<StoredRun?> ReadRunAsync(RunKey key, CancellationToken cancellationToken) =>
        StoreOutage.GuardAsync(async () =>
        {
            if (!Guid.TryParse(key.RunId, out var runId) || !Guid.TryParse(key.NamespaceId, out var namespaceId))
            {
                return null;
            }

            await using var connection = await _reads.OpenConnectionAsync(cancellationToken);
            var run = await ReadRunAsync(connection, key, runId, namespaceId, cancellationToken);
            return run is null || run.IsClosed ? run : run with { Parts = await ReadPartsAsync(connection, runId, cancellationToken) };
        });

    public ValueTask<IReadOnlyList<HistoryBatch>> ReadHistoryAsync(
        RunKey key, long firstEventId, long nextEventId, int maximumBytes, CancellationToken cancellationToken) =>
        StoreOutage.GuardAsync(async () =>
        {
            var found = new List<HistoryBatch>();
            if (!Guid.TryParse(key.RunId, out var runId))
            {
                return (IReadOnlyList<HistoryBatch>)found;
            }

            await using var command = _reads.CreateCommand($"""
                select first_event_id, next_event_id, events from {_schema}.history
                where run_id = $1 and first_event_id < $3
                    and first_event_id >= coalesce((select max(first_event_id) from {_schema}.history where run_id = $1 and first_event_id <= $2), 0)
                order by first_event_id
                """);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = runId });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = firstEventId });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = nextEventId });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            long size = 0;
            while (await reader.ReadAsync(cancellationToken))
            {
                var events = reader.GetFieldValue<byte[]>(2);
                if (found.Count > 0 && size + events.Length > maximumBytes)
                {
                    break;
                }

                found.Add(new HistoryBatch(reader.GetInt64(0), reader.GetInt64(1), events));
                size += events.Length;
            }

            return found;
        });

    public async Task DeleteRunAsync(RunKey key, CancellationToken cancellationToken)
    {
        await using var batch = _reads.CreateBatch();
        var runId = Guid.Parse(key.RunId);
        AddCommand(batch, $"select {_schema}.expect_rows((select epoch from {_schema}.service for share), $1, 'epoch')", new NpgsqlParameter<long> { TypedValue = _session.Epoch });
        foreach (var table in (string[])["closed_runs", "open_runs", "run_parts", "history", "current_runs"])
        {
            AddCommand(batch, $"delete from {_schema}.{table} where run_id = $1{(table == "current_runs" ? " and namespace_id = $2 and workflow_id = $3" : string.Empty)}", new NpgsqlParameter<Guid> { TypedValue = runId });
        }

        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(key.NamespaceId) });
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.WorkflowId });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<NamespaceRecord>> LoadNamespacesAsync(CancellationToken cancellationToken)
    {
        var found = new List<NamespaceRecord>();
        await using var command = _reads.CreateCommand($"select data from {_schema}.namespaces");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(StoredNamespace.Read(reader.GetString(0)));
        }

        return found;
    }

    public async Task SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancellationToken)
    {
        await using var command = _reads.CreateCommand(
            $"insert into {_schema}.namespaces (id, name, data) values ($1, $2, $3) on conflict (id) do update set name = excluded.name, data = excluded.data");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(record.Id) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = record.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = StoredNamespace.Write(record), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task DeleteNamespaceAsync(string namespaceId, CancellationToken cancellationToken)
    {
        await using var command = _reads.CreateCommand($"delete from {_schema}.namespaces where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(namespaceId) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<IReadOnlyList<RunKey>> FindClosedAsync(
        string namespaceId, DateTimeOffset closedBefore, int limit, CancellationToken cancellationToken) =>
        FindAsync(
            $"select workflow_id, run_id from {_schema}.closed_runs where namespace_id = $1 and close_ticks < $3 order by close_ticks limit $2",
            namespaceId,
            limit,
            new NpgsqlParameter<long> { TypedValue = closedBefore.UtcTicks },
            cancellationToken);

    public Task<IReadOnlyList<RunKey>> FindAllAsync(string namespaceId, int limit, CancellationToken cancellationToken) =>
        FindAsync(
            $"(select workflow_id, run_id from {_schema}.open_runs where namespace_id = $1 limit $2) union all (select workflow_id, run_id from {_schema}.closed_runs where namespace_id = $1 limit $2)",
            namespaceId,
            limit,
            null,
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _session.DisposeAsync();
        await _reads.DisposeAsync();
    }

    private static async Task LoadOpenInfosAsync(NpgsqlDataSource reads, string schema, VisibilityIndex openRuns, CancellationToken cancellationToken)
    {
        await using var command = reads.CreateCommand($"select namespace_id, workflow_id, run_id, info from {schema}.open_runs where info is not null");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            openRuns.Put(
                new RunKey(reader.GetGuid(0).ToString(), reader.GetString(1), reader.GetGuid(2).ToString()),
                WorkflowExecutionInfo.Parser.ParseFrom(reader.GetFieldValue<byte[]>(3)));
        }
    }

    private async Task<Dictionary<Guid, List<RunPart>>> LoadPartsAsync(CancellationToken cancellationToken)
    {
        var parts = new Dictionary<Guid, List<RunPart>>();
        await using var command = _reads.CreateCommand($"select run_id, kind, id, data from {_schema}.run_parts");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var runId = reader.GetGuid(0);
            if (!parts.TryGetValue(runId, out var own))
            {
                parts.Add(runId, own = []);
            }

            own.Add(new RunPart(reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)));
        }

        return parts;
    }

    private async Task<StoredRun?> ReadRunAsync(
        NpgsqlConnection connection, RunKey key, Guid runId, Guid namespaceId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select version, state, false from {_schema}.open_runs where run_id = $1 and namespace_id = $2 and workflow_id = $3
            union all
            select version, state, true from {_schema}.closed_runs where run_id = $1 and namespace_id = $2 and workflow_id = $3
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = runId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = namespaceId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.WorkflowId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StoredRun(key, reader.GetInt64(0), reader.GetBoolean(2), reader.GetFieldValue<byte[]>(1), [])
            : null;
    }

    private async Task<IReadOnlyList<RunPart>> ReadPartsAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken)
    {
        var parts = new List<RunPart>();
        await using var command = new NpgsqlCommand($"select kind, id, data from {_schema}.run_parts where run_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = runId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            parts.Add(new RunPart(reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }

        return parts;
    }

    private async Task<IReadOnlyList<RunKey>> FindAsync(
        string sql, string namespaceId, int limit, NpgsqlParameter? third, CancellationToken cancellationToken)
    {
        var found = new List<RunKey>();
        await using var command = _reads.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(namespaceId) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        if (third is not null)
        {
            command.Parameters.Add(third);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new RunKey(namespaceId, reader.GetString(0), reader.GetGuid(1).ToString()));
        }

        return found;
    }

    private static void AddCommand(NpgsqlBatch batch, string sql, NpgsqlParameter parameter)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }
}
