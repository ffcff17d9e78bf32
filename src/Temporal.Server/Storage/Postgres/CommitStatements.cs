using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using Temporal.Server.Visibility;

namespace Temporal.Server.Storage.Postgres;

/// <summary>A group of commits as one batch of statements: a column is an array, a table is written at most twice, the whole is one transaction and one trip.</summary>
internal sealed class CommitStatements
{
    private readonly string _begin;
    private readonly string _insertOpen;
    private readonly string _updateOpen;
    private readonly string _deleteOpen;
    private readonly string _insertClosed;
    private readonly string _insertHistory;
    private readonly string _deletePartsOfRuns;
    private readonly string _deleteParts;
    private readonly string _upsertParts;
    private readonly string _upsertCurrent;

    public CommitStatements(string schema)
    {
        _begin = $"select {schema}.begin_commit($1, $2)";
        _insertOpen = $"""
            insert into {schema}.open_runs (run_id, namespace_id, workflow_id, version, state, info)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bytea[], $6::bytea[])
            """;
        _updateOpen = $"""
            with changed as (
                update {schema}.open_runs r set version = v.version, state = v.state, info = coalesce(v.info, r.info)
                from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[]) as v (run_id, previous, version, state, info)
                where r.run_id = v.run_id and r.version = v.previous
                returning 1)
            select {schema}.expect_rows((select count(*) from changed), $6, 'open runs to change')
            """;
        _deleteOpen = $"""
            with deleted as (
                delete from {schema}.open_runs r using unnest($1::uuid[], $2::bigint[]) as v (run_id, previous)
                where r.run_id = v.run_id and r.version = v.previous
                returning 1)
            select {schema}.expect_rows((select count(*) from deleted), $3, 'open runs to close')
            """;
        _insertClosed = $"""
            insert into {schema}.closed_runs (
                run_id, namespace_id, workflow_id, version, state, info, workflow_type, status, start_ticks, execution_ticks, close_ticks,
                duration_ns, task_queue, history_length, history_size, state_transitions,
                parent_workflow_id, parent_run_id, root_workflow_id, root_run_id, attributes)
            select v.run_id, v.namespace_id, v.workflow_id, v.version, v.state, v.info, v.workflow_type, v.status, v.start_ticks, v.execution_ticks, v.close_ticks,
                v.duration_ns, v.task_queue, v.history_length, v.history_size, v.state_transitions,
                v.parent_workflow_id, v.parent_run_id, v.root_workflow_id, v.root_run_id, v.attributes::jsonb
            from unnest(
                $1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bytea[], $6::bytea[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::bigint[],
                $12::bigint[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[])
                as v (
                    run_id, namespace_id, workflow_id, version, state, info, workflow_type, status, start_ticks, execution_ticks, close_ticks,
                    duration_ns, task_queue, history_length, history_size, state_transitions,
                    parent_workflow_id, parent_run_id, root_workflow_id, root_run_id, attributes)
            """;
        _insertHistory = $"""
            insert into {schema}.history (run_id, first_event_id, next_event_id, events)
            select * from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bytea[])
            """;
        _deletePartsOfRuns = $"delete from {schema}.run_parts where run_id = any($1::uuid[])";
        _deleteParts = $"""
            delete from {schema}.run_parts p using unnest($1::uuid[], $2::integer[], $3::text[]) as v (run_id, kind, id)
            where p.run_id = v.run_id and p.kind = v.kind and p.id = v.id
            """;
        _upsertParts = $"""
            insert into {schema}.run_parts (run_id, kind, id, data)
            select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::bytea[])
            on conflict (run_id, kind, id) do update set data = excluded.data
            """;
        _upsertCurrent = $"""
            insert into {schema}.current_runs as c (namespace_id, workflow_id, run_id, first_run_id, start_request_id, status, start_ticks)
            select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::integer[], $7::bigint[])
            on conflict (namespace_id, workflow_id) do update set
                run_id = excluded.run_id, first_run_id = excluded.first_run_id, start_request_id = excluded.start_request_id,
                status = excluded.status, start_ticks = excluded.start_ticks
            """;
    }

    /// <summary>The batch for a group.</summary>
    /// <param name="group">What to write.</param>
    /// <param name="epoch">This server's turn.</param>
    /// <param name="number">The commit's number, one more than the last.</param>
    public NpgsqlBatch Build(CommitGroup group, long epoch, long number)
    {
        var batch = new NpgsqlBatch();
        Add(batch, _begin, Of(epoch), Of(number));
        var changes = group.Changes;
        AddOpen(batch, [.. changes.Where(change => !change.Last.IsClosed)]);
        AddClosed(batch, [.. changes.Where(change => change.Last.IsClosed)]);
        AddHistory(batch, changes);
        AddParts(batch, [.. changes.Where(change => !change.Last.IsClosed && change.Parts.Count > 0)]);
        AddCurrent(batch, [.. group.Current]);
        return batch;
    }

    private void AddOpen(NpgsqlBatch batch, IReadOnlyList<RunChange> changes)
    {
        RunChange[] created = [.. changes.Where(change => change.PreviousVersion == 0)];
        if (created.Length > 0)
        {
            Add(
                batch,
                _insertOpen,
                Uuids(created, change => change.RunId),
                Uuids(created, change => change.NamespaceId),
                Texts(created, change => change.Key.WorkflowId),
                Longs(created, change => change.Last.Version),
                Bytes(created, change => StoredBytes.ArrayOf(change.Last.State)),
                Bytes(created, change => change.Visibility?.ToByteArray()));
        }

        RunChange[] changed = [.. changes.Where(change => change.PreviousVersion > 0)];
        if (changed.Length > 0)
        {
            Add(
                batch,
                _updateOpen,
                Uuids(changed, change => change.RunId),
                Longs(changed, change => change.PreviousVersion),
                Longs(changed, change => change.Last.Version),
                Bytes(changed, change => StoredBytes.ArrayOf(change.Last.State)),
                Bytes(changed, change => change.Visibility?.ToByteArray()),
                Of(changed.LongLength));
        }
    }

    private void AddClosed(NpgsqlBatch batch, IReadOnlyList<RunChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        RunChange[] stored = [.. changes.Where(change => change.PreviousVersion > 0)];
        if (stored.Length > 0)
        {
            Add(batch, _deleteOpen, Uuids(stored, change => change.RunId), Longs(stored, change => change.PreviousVersion), Of(stored.LongLength));
            Add(batch, _deletePartsOfRuns, Uuids(stored, change => change.RunId));
        }

        VisibilityRecord[] rows = [.. changes.Select(RecordOf)];
        Add(
            batch,
            _insertClosed,
            Uuids(changes, change => change.RunId),
            Uuids(changes, change => change.NamespaceId),
            Texts(changes, change => change.Key.WorkflowId),
            Longs(changes, change => change.Last.Version),
            Bytes(changes, change => StoredBytes.ArrayOf(change.Last.State)),
            Bytes(rows, row => row.Info.ToByteArray()),
            Texts(rows, row => row.Info.Type?.Name),
            Texts(rows, row => row.Info.Status.ToString()),
            Longs(rows, row => row.StartTicks),
            Longs(rows, row => VisibilityRecord.Ticks(row.Info.ExecutionTime) ?? row.StartTicks),
            Longs(rows, row => row.CloseTicks ?? row.StartTicks),
            NullableLongs(rows, row => row.DurationNanoseconds),
            Texts(rows, row => row.Info.TaskQueue),
            Longs(rows, row => row.Info.HistoryLength),
            Longs(rows, row => row.Info.HistorySizeBytes),
            Longs(rows, row => row.Info.StateTransitionCount),
            Texts(rows, row => row.Info.ParentExecution?.WorkflowId),
            Texts(rows, row => row.Info.ParentExecution?.RunId),
            Texts(rows, row => row.Info.RootExecution?.WorkflowId ?? row.Key.WorkflowId),
            Texts(rows, row => row.Info.RootExecution?.RunId ?? row.Key.RunId),
            Texts(rows, AttributesOf));
    }

    private void AddHistory(NpgsqlBatch batch, IEnumerable<RunChange> changes)
    {
        var rows = changes.SelectMany(change => change.History.Select(row => (change.RunId, Row: row))).ToArray();
        if (rows.Length > 0)
        {
            Add(
                batch,
                _insertHistory,
                Uuids(rows, row => row.RunId),
                Longs(rows, row => row.Row.FirstEventId),
                Longs(rows, row => row.Row.NextEventId),
                Bytes(rows, row => row.Row.ToBytes()));
        }
    }

    private void AddParts(NpgsqlBatch batch, IEnumerable<RunChange> changes)
    {
        var all = changes.SelectMany(change => change.Parts.Select(part => (change.RunId, part.Key.Kind, part.Key.Id, Data: part.Value))).ToArray();
        var deleted = all.Where(part => part.Data is null).ToArray();
        if (deleted.Length > 0)
        {
            Add(batch, _deleteParts, Uuids(deleted, part => part.RunId), Ints(deleted, part => part.Kind), Texts(deleted, part => part.Id));
        }

        var written = all.Where(part => part.Data is not null).ToArray();
        if (written.Length > 0)
        {
            Add(
                batch,
                _upsertParts,
                Uuids(written, part => part.RunId),
                Ints(written, part => part.Kind),
                Texts(written, part => part.Id),
                Bytes(written, part => StoredBytes.ArrayOf(part.Data.GetValueOrDefault())));
        }
    }

    private void AddCurrent(NpgsqlBatch batch, KeyValuePair<(string NamespaceId, string WorkflowId), CurrentRun>[] rows)
    {
        if (rows.Length > 0)
        {
            Add(
                batch,
                _upsertCurrent,
                Uuids(rows, row => Guid.Parse(row.Key.NamespaceId)),
                Texts(rows, row => row.Key.WorkflowId),
                Uuids(rows, row => Guid.Parse(row.Value.RunId)),
                Texts(rows, row => row.Value.FirstRunId),
                Texts(rows, row => row.Value.StartRequestId),
                Ints(rows, row => (int)row.Value.Status),
                Longs(rows, row => row.Value.StartTime.UtcTicks));
        }
    }

    private static VisibilityRecord RecordOf(RunChange change) => new(
        change.Key,
        change.Visibility ?? throw new InvalidOperationException($"Run {change.Key.RunId} closes without a visibility record."));

    private static string? AttributesOf(VisibilityRecord record)
    {
        if (record.Attributes.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        foreach (var (name, value) in record.Attributes)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, WithoutZero(value));
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static object WithoutZero(object value) => value switch
    {
        string text => WithoutZero(text),
        string[] list => Array.ConvertAll(list, WithoutZero),
        _ => value,
    };

    private static string WithoutZero(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<long> Of(long value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private static NpgsqlParameter<Guid[]> Uuids<T>(IReadOnlyList<T> rows, Func<T, Guid> value) => Column(rows, value, NpgsqlDbType.Uuid);

    private static NpgsqlParameter<long[]> Longs<T>(IReadOnlyList<T> rows, Func<T, long> value) => Column(rows, value, NpgsqlDbType.Bigint);

    private static NpgsqlParameter<long?[]> NullableLongs<T>(IReadOnlyList<T> rows, Func<T, long?> value) => Column(rows, value, NpgsqlDbType.Bigint);

    private static NpgsqlParameter<int[]> Ints<T>(IReadOnlyList<T> rows, Func<T, int> value) => Column(rows, value, NpgsqlDbType.Integer);

    // PostgreSQL's text has no zero character. Where one matters (workflow ids) it is refused at the edge; elsewhere the state has the exact text.
    private static NpgsqlParameter<string?[]> Texts<T>(IReadOnlyList<T> rows, Func<T, string?> value) =>
        Column(rows, row => value(row) is { } text ? WithoutZero(text) : null, NpgsqlDbType.Text);

    private static NpgsqlParameter<byte[]?[]> Bytes<T>(IReadOnlyList<T> rows, Func<T, byte[]?> value) => Column(rows, value, NpgsqlDbType.Bytea);

    private static NpgsqlParameter<TValue[]> Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(rows[index]);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
