using Npgsql;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;
using Vibe.Data.Texts;

namespace Vibe.Data.Builds;

internal sealed class BuildStore(NpgsqlDataSource database, ITextStore texts) : IBuildStore
{
    private const string Select =
        """
        select b.id, b.number, b.requester, b.platform, b.workspace, b.channel, b.thread, b.card_message, b.project, b.title, b.stage,
               b.created_at, b.ended_at, b.reply_to, c.content, l.place, s.content
        from vibe.builds b
        left join vibe.outbox c on c.build_id = b.id and c.kind = 0
        left join vibe.line_places l on l.build_id = b.id and c.waiting
        left join vibe.line_snapshots s on s.pool = l.pool

        """;

    public async Task<RegisteredBuild> RegisterAsync(BuildRegistration registration, CancellationToken cancellationToken)
    {
        // Looked for first: a conflict would use up a number, and people wonder about gaps.
        const string Find = "select number from vibe.builds where id = $1";
        var id = registration.Id.Value;
        var request = await texts.PutAsync(registration.Id, TextKind.Request, registration.Request, cancellationToken);
        if (await database.ScalarAsync<long>(Find, [id], cancellationToken) is var known and > 0)
        {
            return new RegisteredBuild(known, request, IsNew: false);
        }

        const string Insert =
            """
            insert into vibe.builds (id, requester, platform, workspace, channel, thread, project, title, stage, reply_to)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do nothing returning number
            """;
        var thread = registration.Thread;
        var number = await database.ScalarAsync<long>(
            Insert,
            [
                id, registration.Requester.ToString(), PlatformNames.Write(thread.Platform), thread.Workspace, thread.Channel, thread.Thread,
                CleanText.Of(registration.Project), CleanText.Of(registration.Title), nameof(BuildStage.Validating), registration.ReplyTo,
            ],
            cancellationToken);
        return number > 0
            ? new RegisteredBuild(number, request, IsNew: true)
            : new RegisteredBuild(await database.ScalarAsync<long>(Find, [id], cancellationToken), request, IsNew: false);
    }

    public async Task<BuildRecord?> FindAsync(BuildId id, CancellationToken cancellationToken) =>
        Single(await ListAsync("where b.id = $1", [id.Value], cancellationToken));

    public async Task<BuildRecord?> FindByNumberAsync(ThreadRef askedIn, long number, CancellationToken cancellationToken) =>
        Single(await ListAsync(
            "where b.number = $1 and b.platform = $2 and b.workspace = $3",
            [number, PlatformNames.Write(askedIn.Platform), askedIn.Workspace],
            cancellationToken));

    public async Task<IReadOnlyList<BuildRecord>> ListInThreadAsync(ThreadRef thread, CancellationToken cancellationToken) =>
        thread.Thread is null
            ? []
            : await ListAsync(
                "where b.platform = $1 and b.workspace = $2 and b.channel = $3 and (b.thread = $4 or b.card_message = $4) order by b.number desc limit 20",
                [PlatformNames.Write(thread.Platform), thread.Workspace, thread.Channel, thread.Thread],
                cancellationToken);

    public async Task<IReadOnlyList<BuildRecord>> ListOpenAsync(UserRef requester, string workspace, CancellationToken cancellationToken) =>
        await ListAsync(
            "where b.platform = $1 and b.workspace = $2 and b.requester = $3 and b.ended_at is null order by b.number desc limit 50",
            [PlatformNames.Write(requester.Platform), workspace, requester.ToString()],
            cancellationToken);

    public async Task<IReadOnlyList<BuildRecord>> ListNewestAsync(UserRef requester, string workspace, int count, CancellationToken cancellationToken) =>
        await ListAsync(
            "where b.platform = $1 and b.workspace = $2 and b.requester = $3 order by b.number desc limit $4",
            [PlatformNames.Write(requester.Platform), workspace, requester.ToString(), count],
            cancellationToken);

    public async Task<IReadOnlyList<BuildId>> ListOpenAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "select id from vibe.builds where ended_at is null and created_at < $1 order by number",
            [before.ToUniversalTime()],
            row => new BuildId(row.GetString(0)),
            cancellationToken);

    public async Task<IReadOnlyList<BuildRecord>> ListQueueAsync(ThreadRef askedIn, int count, CancellationToken cancellationToken) =>
        await ListAsync(
            "where b.platform = $1 and b.workspace = $2 and b.ended_at is null order by l.place nulls first, b.number limit $3",
            [PlatformNames.Write(askedIn.Platform), askedIn.Workspace, count],
            cancellationToken);

    public async Task<IReadOnlyList<BuildRecord>> ListAwaitingApprovalAsync(CancellationToken cancellationToken) =>
        await ListAsync("where b.ended_at is null and b.stage = $1 order by b.number", [nameof(BuildStage.AwaitingApproval)], cancellationToken);

    private Task<List<BuildRecord>> ListAsync(string where, object?[] arguments, CancellationToken cancellationToken) =>
        database.QueryAsync(Select + where, arguments, Read, cancellationToken);

    private static BuildRecord? Single(List<BuildRecord> rows) => rows.Count == 0 ? null : rows[0];

    private static BuildRecord Read(NpgsqlDataReader row)
    {
        var id = new BuildId(row.GetString(0));
        var snapshot = row.GetText(16) is { } line ? DataJson.Read<LineSnapshot>(line) : null;
        return new BuildRecord
        {
            Id = id,
            Number = row.GetInt64(1),
            Requester = PlatformNames.ReadUser(row.GetString(2)),
            Thread = new ThreadRef(PlatformNames.Read(row.GetString(3)), row.GetString(4), row.GetString(5), row.GetText(6)),
            CardMessage = row.GetText(7),
            Project = row.GetString(8),
            Title = row.GetString(9),
            Stage = Enum.Parse<BuildStage>(row.GetString(10)),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(11),
            EndedAt = row.GetTime(12),
            ReplyTo = row.GetText(13),
            Card = row.GetText(14) is { } card ? DataJson.Read<BuildCard>(card) : null,
            Place = snapshot?.Waiting.FirstOrDefault(p => p.BuildId == id),
            WaitReason = snapshot?.Reason,
        };
    }
}
