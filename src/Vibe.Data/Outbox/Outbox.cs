using Npgsql;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Changes;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Outbox;

internal sealed class Outbox(NpgsqlDataSource database) : IOutbox
{
    private const int Attempts = 5;

    public async Task<bool> PublishCardAsync(BuildCard card, long revision, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.ExecuteQueryAsync(CardStatement(card, revision), cancellationToken) == 1;
            }
            catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "outbox_card" } && attempt < Attempts)
            {
                // PostgreSQL looks for the row by its key and may miss it where the publisher changes it at that moment; then the other unique index refuses the second one.
            }
        }
    }

    public async Task<bool> PublishNoticeAsync(Notice notice, CancellationToken cancellationToken) =>
        await database.ExecuteQueryAsync(NoticeStatement(notice), cancellationToken) == 1;

    public async Task<bool> PublishFileAsync(FileDelivery file, CancellationToken cancellationToken) =>
        await database.ExecuteQueryAsync(OnceStatement(OutboxKind.File, file.Key, file.BuildId, DataJson.Write(file)), cancellationToken) == 1;

    /// <summary>The key of a build's only card.</summary>
    internal static string CardKey(BuildId build) => $"card/{build}";

    /// <summary>Declares a card; a row where it is newer than what was declared.</summary>
    internal static Statement CardStatement(BuildCard card, long revision)
    {
        // A card that was refused gets another chance with its next revision: the bot may have been invited meanwhile.
        const string Publish =
            """
            with card as (
                insert into vibe.outbox (kind, key, build_id, content, revision, rank, waiting)
                values ($1, $2, $3, $4, $5, least($6::smallint, 1::smallint), $7)
                on conflict (key) do update set
                    content = excluded.content, revision = excluded.revision, waiting = excluded.waiting, attempts = 0, updated_at = now(),
                    rank = case when vibe.outbox.message_id is null then least(vibe.outbox.rank, excluded.rank) else $6::smallint end,
                    next_at = case when vibe.outbox.failure is null then vibe.outbox.next_at else now() end, failed_at = null
                where vibe.outbox.revision < excluded.revision
                returning id),
            build as (
                update vibe.builds set stage = $8, ended_at = $9, updated_at = now() where id = $3 and exists (select 1 from card) returning id)
            select pg_notify($10, $11) from card
            """;
        return new Statement(
            Publish,
            [
                (short)OutboxKind.Card, CardKey(card.BuildId), card.BuildId.Value, DataJson.Write(card), revision, RankOf(card), card.Stage == BuildStage.Queued,
                card.Stage.ToString(), BuildStages.IsEnd(card.Stage) ? (card.EndedAt ?? card.StageSince).ToUniversalTime() : null, ChangeListener.Channel, nameof(ChangeKind.Outbox),
            ]);
    }

    /// <summary>Declares a notice; a row where none of its key was declared before.</summary>
    internal static Statement NoticeStatement(Notice notice) => OnceStatement(OutboxKind.Notice, notice.Key, notice.BuildId, DataJson.Write(notice));

    private static Statement OnceStatement(OutboxKind kind, string key, BuildId build, string content)
    {
        const string Publish =
            """
            with message as (
                insert into vibe.outbox (kind, key, build_id, content, rank, after_revision)
                values ($1, $2, $3, $4, 0, coalesce((select revision from vibe.outbox where build_id = $3 and kind = 0), 0))
                on conflict (key) do nothing
                returning id)
            select pg_notify($5, $6) from message
            """;
        return new Statement(
            Publish, [(short)kind, $"{kind.ToString().ToLowerInvariant()}/{key}", build.Value, content, ChangeListener.Channel, nameof(ChangeKind.Outbox)]);
    }

    private static short RankOf(BuildCard card) => card.Stage switch
    {
        BuildStage.AwaitingApproval or BuildStage.Parked => 0,
        _ when BuildStages.IsEnd(card.Stage) || card.Decision is not null => 0,
        _ => 2,
    };
}
