using Npgsql;
using NpgsqlTypes;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Data.Serialization;
using Vibe.Data.Statements;

namespace Vibe.Data.Artifacts;

internal sealed class ArtifactStore(NpgsqlDataSource database, ArtifactLimits limits) : IArtifactStore
{
    public async Task<ArtifactSaved> SaveAsync(BuildId build, int round, IReadOnlyList<ArtifactContent> files, CancellationToken cancellationToken)
    {
        if (Refuse(files) is { } reason)
        {
            return new ArtifactSaved.Refused(reason);
        }

        var manifest = ArtifactManifest.Of(files.Select(f => new ArtifactFile(f.Path, f.Content.Length, ArtifactDigest.Of(f.Content.Span))));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PutManyAsync(connection, [.. files.Select(f => f.Content), manifest.Bytes], cancellationToken);
        await connection.ExecuteAsync(
            "insert into vibe.artifacts (digest, build_id, round) values ($1, $2, $3) on conflict do nothing", [manifest.Digest.Value, build.Value, round], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ArtifactSaved.Stored(manifest.ToSummary(round));
    }

    public async Task<ArtifactManifest?> ReadManifestAsync(ArtifactDigest digest, CancellationToken cancellationToken) =>
        await GetAsync(digest, cancellationToken) is { } bytes ? ArtifactManifest.Parse(bytes) : null;

    public async Task<bool> BelongsAsync(ArtifactDigest digest, BuildId build, CancellationToken cancellationToken) =>
        await database.ScalarAsync<bool>(
            "select exists (select 1 from vibe.artifacts where digest = $1 and build_id = $2)", [digest.Value, build.Value], cancellationToken);

    public async Task<ArtifactDigest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await PutManyAsync(connection, [content], cancellationToken);
        return ArtifactDigest.Of(content.Span);
    }

    public async Task<byte[]?> GetAsync(ArtifactDigest digest, CancellationToken cancellationToken)
    {
        var content = await database.ScalarAsync<byte[]>("select content from vibe.blobs where digest = $1", [digest.Value], cancellationToken);
        if (content is not null && ArtifactDigest.Of(content) != digest)
        {
            throw new InvalidDataException($"The content stored as {digest.Abbreviated} has another SHA-256: it was changed in the database and is not handed out. Restore it from a backup.");
        }

        return content;
    }

    private static async Task PutManyAsync(NpgsqlConnection connection, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        // In the order of the digests, so that two writers of the same content cannot lock each other out.
        var rows = contents.Select(c => (Digest: ArtifactDigest.Of(c.Span).Value, Bytes: c.ToArray())).DistinctBy(r => r.Digest).OrderBy(r => r.Digest, StringComparer.Ordinal).ToArray();
        await using var command = new NpgsqlCommand(
            "insert into vibe.blobs (digest, content) select * from unnest($1::text[], $2::bytea[]) on conflict (digest) do nothing", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.Digest).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => r.Bytes).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string? Refuse(IReadOnlyList<ArtifactContent> files)
    {
        var total = files.Sum(f => (long)f.Content.Length);
        if (files.Count == 0)
        {
            return "The result has no file.";
        }

        if (files.Count > limits.Files)
        {
            return $"The result has {files.Count} files; {limits.Files} are allowed.";
        }

        if (total > limits.TotalBytes)
        {
            return $"The result has {total} bytes; {limits.TotalBytes} are allowed.";
        }

        if (files.GroupBy(f => f.Path, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return $"The result has two files named {twice.Key}.";
        }

        return files.FirstOrDefault(f => !IsStorable(f.Path)) is { } odd ? $"The result has a file whose path is not allowed: {CleanText.Of(odd.Path)}." : null;
    }

    /// <summary>Relative, no way out, and fit for a line of the manifest.</summary>
    private static bool IsStorable(string path) =>
        path.Length is > 0 and <= 255
        && !path.StartsWith('/')
        && !path.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\\' or ':')
        && path.Split('/').All(part => part.Length > 0 && part is not "." and not "..");
}
