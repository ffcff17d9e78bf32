using Npgsql;
using NpgsqlTypes;
using Temporal.Server.Visibility;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Storage.Postgres;

/// <summary>List and count over open runs in memory and closed runs in their table. Open ones come first in the order, so a page is at most one of each.</summary>
internal sealed class PostgresVisibility(VisibilityIndex openRuns, NpgsqlDataSource reads, string schema) : IVisibilityReader
{
    public Task<VisibilityPage> ListAsync(VisibilityRequest request, CancellationToken cancellationToken) =>
        StoreOutage.GuardAsync(() => ReadPageAsync(request, cancellationToken)).AsTask();

    public Task<IReadOnlyDictionary<WorkflowExecutionStatus, long>> CountAsync(
        string namespaceId, Filter? where, CancellationToken cancellationToken) =>
        StoreOutage.GuardAsync(() => ReadCountAsync(namespaceId, where, cancellationToken)).AsTask();

    private async Task<VisibilityPage> ReadPageAsync(VisibilityRequest request, CancellationToken cancellationToken)
    {
        var isPastOpen = request.After is { CloseTicks: < long.MaxValue };
        var open = isPastOpen ? new VisibilityPage([], null) : openRuns.List(request);
        if (open.Next is not null)
        {
            return open;
        }

        var closed = await ReadClosedAsync(
            request with { PageSize = request.PageSize - open.Executions.Count, After = isPastOpen ? request.After : null }, cancellationToken);
        return closed with { Executions = [.. open.Executions, .. closed.Executions] };
    }

    private async Task<VisibilityPage> ReadClosedAsync(VisibilityRequest request, CancellationToken cancellationToken)
    {
        await using var command = reads.CreateCommand();
        var where = Where(command, request.NamespaceId, request.Where);
        if (request.After is { } after)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(after.RunId) });
            var run = $"${command.Parameters.Count}";
            where += $" and close_ticks <= {after.CloseTicks} and (close_ticks < {after.CloseTicks} or start_ticks < {after.StartTicks} or (start_ticks = {after.StartTicks} and run_id > {run}))";
        }

        command.CommandText = $"""
            select info, close_ticks, start_ticks, run_id from {schema}.closed_runs where {where}
            order by close_ticks desc, start_ticks desc, run_id limit {request.PageSize + 1}
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var executions = new List<WorkflowExecutionInfo>();
        VisibilityPosition? last = request.After;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (executions.Count == request.PageSize)
            {
                // A page that open runs filled exactly goes on at the first closed one: behind every open one.
                return new VisibilityPage(executions, last ?? new VisibilityPosition(long.MaxValue, long.MinValue, Guid.Empty.ToString()));
            }

            executions.Add(WorkflowExecutionInfo.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0)));
            last = new VisibilityPosition(reader.GetInt64(1), reader.GetInt64(2), reader.GetGuid(3).ToString());
        }

        return new VisibilityPage(executions, null);
    }

    private async Task<IReadOnlyDictionary<WorkflowExecutionStatus, long>> ReadCountAsync(
        string namespaceId, Filter? where, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<WorkflowExecutionStatus, long>(openRuns.Count(namespaceId, where));
        await using var command = reads.CreateCommand();
        command.CommandText = $"select status, count(*) from {schema}.closed_runs where {Where(command, namespaceId, where)} group by status";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var status = Enum.Parse<WorkflowExecutionStatus>(reader.GetString(0));
            counts[status] = counts.GetValueOrDefault(status) + reader.GetInt64(1);
        }

        return counts;
    }

    private static string Where(NpgsqlCommand command, string namespaceId, Filter? where)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(namespaceId), NpgsqlDbType = NpgsqlDbType.Uuid });
        return where is null ? "namespace_id = $1" : $"namespace_id = $1 and {new FilterSql(command.Parameters).Translate(where)}";
    }
}
