using Npgsql;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Audit;

internal sealed class AuditLog(NpgsqlDataSource database) : IAuditLog
{
    public Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var statement = StatementOf(entry);
        return database.ExecuteAsync(statement.Text, statement.Arguments, cancellationToken);
    }

    /// <summary>Records an entry, unless there is one of its key.</summary>
    internal static Statement StatementOf(AuditEntry entry) =>
        new(
            """
            insert into vibe.audit (key, person, workspace, action, build_id, round, digest, outcome, code, reason, text, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12, now())) on conflict (key) do nothing
            """,
            [
                entry.Key, entry.Person?.ToString(), entry.Workspace, entry.Action, entry.Target?.BuildId.Value, entry.Target?.Round, entry.Target?.Digest?.Value,
                entry.Outcome.ToString(), entry.Code, CleanText.OfOptional(entry.Reason),
                entry.Text?.Value, entry.At?.ToUniversalTime(),
            ]);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(BuildId build, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select key, person, workspace, action, build_id, round, digest, outcome, code, reason, at, text from vibe.audit where build_id = $1 order by id",
            [build.Value],
            Read,
            cancellationToken);

    private static AuditEntry Read(NpgsqlDataReader row) => new()
    {
        Key = row.GetString(0),
        Person = row.GetText(1) is { } person ? PlatformNames.ReadUser(person) : null,
        Workspace = row.GetText(2),
        Action = row.GetString(3),
        Target = new ActionTarget(
            new BuildId(row.GetString(4)), row.IsDBNull(5) ? 0 : row.GetInt32(5), row.GetText(6) is { } digest ? new ArtifactDigest(digest) : null),
        Outcome = Enum.Parse<AuditOutcome>(row.GetString(7)),
        Code = row.GetText(8),
        Reason = row.GetText(9),
        Text = row.GetText(11) is { } text ? new ArtifactDigest(text) : null,
        At = row.GetFieldValue<DateTimeOffset>(10),
    };
}
