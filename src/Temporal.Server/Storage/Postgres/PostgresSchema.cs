using Npgsql;

namespace Temporal.Server.Storage.Postgres;

/// <summary>The tables, made and brought up to date at start.</summary>
internal static class PostgresSchema
{
    /// <summary>SQLSTATE of a commit by a server that another one has replaced.</summary>
    public const string Fenced = "TS001";

    /// <summary>SQLSTATE of a commit that is already there: its first attempt was applied although the connection broke.</summary>
    public const string AlreadyCommitted = "TS002";

    /// <summary>SQLSTATE of a commit that does not follow the stored state.</summary>
    public const string Conflict = "TS003";

    /// <summary>Each script runs once, in order; {s} stands for the schema. Applied scripts never change.</summary>
    private static readonly string[] Scripts = [First];

    private const string First = """
        create table {s}.service (
            is_only_row boolean primary key default true check (is_only_row),
            cluster_id uuid not null default gen_random_uuid(),
            epoch bigint not null default 0,
            commit_number bigint not null default 0
        );
        insert into {s}.service default values;

        create table {s}.namespaces (
            id uuid primary key,
            name text collate "C" not null unique,
            data jsonb not null
        );

        -- Rewritten with nearly every transition: half of each page stays free, so that the new version fits beside the old one and no index moves.
        create table {s}.open_runs (
            run_id uuid primary key,
            namespace_id uuid not null,
            workflow_id text collate "C" not null,
            version bigint not null,
            state bytea not null,
            info bytea
        ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
        alter table {s}.open_runs alter column state set storage external;

        create table {s}.run_parts (
            run_id uuid not null,
            kind integer not null,
            id text collate "C" not null,
            data bytea not null,
            primary key (run_id, kind, id)
        );

        create table {s}.history (
            run_id uuid not null,
            first_event_id bigint not null,
            next_event_id bigint not null,
            events bytea not null,
            primary key (run_id, first_event_id)
        );

        create table {s}.current_runs (
            namespace_id uuid not null,
            workflow_id text collate "C" not null,
            run_id uuid not null,
            first_run_id text not null,
            start_request_id text not null,
            status integer not null,
            start_ticks bigint not null,
            primary key (namespace_id, workflow_id)
        ) with (fillfactor = 70);

        -- Written once, when a run closes. Times are UTC ticks of 100 ns.
        create table {s}.closed_runs (
            run_id uuid primary key,
            namespace_id uuid not null,
            workflow_id text collate "C" not null,
            version bigint not null,
            state bytea not null,
            info bytea not null,
            workflow_type text collate "C",
            status text collate "C" not null,
            start_ticks bigint not null,
            execution_ticks bigint not null,
            close_ticks bigint not null,
            duration_ns bigint,
            task_queue text collate "C",
            history_length bigint not null,
            history_size bigint not null,
            state_transitions bigint not null,
            parent_workflow_id text collate "C",
            parent_run_id text collate "C",
            root_workflow_id text collate "C",
            root_run_id text collate "C",
            attributes jsonb
        );
        create index closed_runs_by_time on {s}.closed_runs (namespace_id, close_ticks desc, start_ticks desc, run_id);
        create index closed_runs_by_workflow on {s}.closed_runs (namespace_id, workflow_id);

        create function {s}.begin_commit(own_epoch bigint, number bigint) returns void language plpgsql as $body$
        declare
            found_epoch bigint;
            found_number bigint;
        begin
            update {s}.service set commit_number = number where epoch = own_epoch and commit_number = number - 1;
            if found then
                return;
            end if;
            select epoch, commit_number into found_epoch, found_number from {s}.service;
            if found_epoch <> own_epoch then
                raise exception 'epoch % is over, % writes now', own_epoch, found_epoch using errcode = 'TS001';
            elsif found_number = number then
                raise exception 'commit % is there', number using errcode = 'TS002';
            end if;
            raise exception 'commit % does not follow %', number, found_number using errcode = 'TS003';
        end $body$;

        create function {s}.expect_rows(actual bigint, expected bigint, what text) returns void language plpgsql as $body$
        begin
            if actual <> expected then
                raise exception '%: % rows instead of %', what, actual, expected using errcode = 'TS003';
            end if;
        end $body$;
        """;

    /// <summary>Creates the schema where it does not exist and applies what is missing.</summary>
    /// <exception cref="InvalidOperationException">The schema was written by a newer version.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, $"select to_regclass('{schema}.migrations')::text", cancellationToken) is null or DBNull)
        {
            await ExecuteAsync(
                connection,
                $"create schema if not exists {schema}; create table {schema}.migrations (version integer primary key, applied_at timestamptz not null default now())",
                cancellationToken);
        }

        var version = (int)(await ScalarAsync(connection, $"select coalesce(max(version), 0) from {schema}.migrations", cancellationToken) ?? 0);
        if (version > Scripts.Length)
        {
            throw new InvalidOperationException(
                $"The schema {schema} has version {version}, this program knows {Scripts.Length}. Start a program of the newer version or name another schema.");
        }

        for (; version < Scripts.Length; version++)
        {
            var script = Scripts[version].Replace("{s}", schema, StringComparison.Ordinal);
            await ExecuteAsync(
                connection, $"begin; {script}; insert into {schema}.migrations (version) values ({version + 1}); commit", cancellationToken);
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
