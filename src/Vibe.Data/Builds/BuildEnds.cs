using Npgsql;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Data.Audit;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Builds;

internal sealed class BuildEnds(NpgsqlDataSource database, TimeProvider time) : IBuildEnds
{
    public async Task<string?> EndAsync(BuildId id, OutsideEnd end, CancellationToken cancellationToken)
    {
        // In one transaction: a crash amid it would keep the requester from being told.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var cards = await connection.QueryAsync(
            "select content, revision from vibe.outbox where build_id = $1 and kind = 0 for update",
            [id.Value],
            row => (Card: DataJson.Read<BuildCard>(row.GetString(0)), Revision: row.GetInt64(1)),
            cancellationToken);
        var builds = await connection.QueryAsync(
            """
            select number, title, requester, project, workspace, created_at, exists (select 1 from vibe.outbox f where f.build_id = b.id and f.kind = 2)
            from vibe.builds b where id = $1 and ended_at is null
            """,
            [id.Value],
            row => new Open(
                row.GetInt64(0), row.GetString(1), PlatformNames.ReadUser(row.GetString(2)), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
                row.GetBoolean(6)),
            cancellationToken);
        if (builds.Count == 0)
        {
            return null;
        }

        var (build, words) = (builds[0], end.Describe(builds[0].IsDelivered));
        var (shown, revision) = cards.Count == 0 ? (FirstCard(id, build), 0) : cards[0];
        var card = Ended(shown, build.IsDelivered, words);
        if (await connection.ExecuteQueryAsync(Outbox.Outbox.CardStatement(card, CardRevisions.After(revision)), cancellationToken) == 0)
        {
            // The build showed its first card at this moment.
            return null;
        }

        // The key is that of the notice which the build itself would have sent.
        var notice = new Notice($"{id.WorkflowId}/ended", id, [build.Requester], $"Build #{build.Number} \"{build.Title}\" has ended. {words}");
        await connection.ExecuteQueryAsync(Outbox.Outbox.NoticeStatement(notice), cancellationToken);
        await connection.ExecuteAsync(AuditLog.StatementOf(EntryOf(card, build, end, words)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return words;
    }

    private BuildCard Ended(BuildCard shown, bool isDelivered, string words)
    {
        var now = time.GetUtcNow();
        return shown with
        {
            Stage = isDelivered ? BuildStage.Done : BuildStage.Cancelled,
            StageSince = now,
            EndedAt = now,
            ShareDone = 1,
            Detail = words,
            WaitingFor = null,
            Deadline = null,
            Actions = shown.Artifact is null ? [] : [CardAction.ViewArtifact],
        };
    }

    private static AuditEntry EntryOf(BuildCard card, Open build, OutsideEnd end, string words) => new()
    {
        Key = $"{card.BuildId.WorkflowId}/ended-outside",
        Workspace = build.Workspace,
        Action = "EndedOutside",
        Target = card.Target,
        Outcome = AuditOutcome.Done,
        Code = end.Kind.ToString(),
        Reason = words,
    };

    private static BuildCard FirstCard(BuildId id, Open build) => new()
    {
        BuildId = id,
        Number = build.Number,
        Title = build.Title,
        Requester = build.Requester,
        Project = build.Project,
        Stage = BuildStage.Validating,
        StartedAt = build.CreatedAt,
        StageSince = build.CreatedAt,
    };

    private sealed record Open(long Number, string Title, UserRef Requester, string Project, string Workspace, DateTimeOffset CreatedAt, bool IsDelivered);
}
