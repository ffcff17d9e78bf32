using System.Text;
using Npgsql;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Data.Artifacts;
using Vibe.Data.Statements;

namespace Vibe.Data.Texts;

/// <summary>Texts are kept as UTF-8 bytes: a model may well answer with characters that PostgreSQL's text refuses.</summary>
internal sealed class TextStore(NpgsqlDataSource database, IArtifactStore blobs) : ITextStore
{
    public async Task<StoredText> PutAsync(BuildId build, TextKind kind, string text, CancellationToken cancellationToken)
    {
        if (text.Length > ITextStore.MaxLength)
        {
            throw new ArgumentException($"A {kind} of build {build} has {text.Length} characters; {ITextStore.MaxLength} are kept at most. Shorten it first.", nameof(text));
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var digest = ArtifactDigest.Of(bytes);
        await database.ExecuteAsync(
            """
            with blob as (insert into vibe.blobs (digest, content) values ($3, $4) on conflict (digest) do nothing)
            insert into vibe.texts (build_id, kind, digest) values ($1, $2, $3) on conflict do nothing
            """,
            [build.Value, kind.ToString(), digest.Value, bytes],
            cancellationToken);
        return new StoredText(digest, Encoding.UTF8.GetCharCount(bytes));
    }

    public async Task<string?> GetAsync(ArtifactDigest digest, CancellationToken cancellationToken) =>
        await blobs.GetAsync(digest, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public async Task<IReadOnlyList<StoredText>> ListAsync(BuildId build, TextKind kind, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            """
            select t.digest, b.content from vibe.texts t join vibe.blobs b on b.digest = t.digest
            where t.build_id = $1 and t.kind = $2 order by t.created_at, t.digest
            """,
            [build.Value, kind.ToString()],
            row => new StoredText(new ArtifactDigest(row.GetString(0)), Encoding.UTF8.GetCharCount(row.GetFieldValue<byte[]>(1))),
            cancellationToken);
}
