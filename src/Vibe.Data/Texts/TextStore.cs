using System.Text;
using Npgsql;
using Vibe.Core.Builds;

namespace Vibe.Data.Texts;

/// <summary>Texts are kept as UTF-8 bytes: a model may well answer with characters that PostgreSQL's text refuses.</summary>
internal sealed class TextStore(NpgsqlDataSource database) : ITextStore
{
    public Task PutAsync(BuildId build, string key, string text, CancellationToken cancellationToken)
    {
        if (text.Length > ITextStore.MaxLength)
        {
            throw new ArgumentException($"The text {key} of build {build} has {text.Length} characters; {ITextStore.MaxLength} are kept at most. Shorten it first.", nameof(text));
        }

        return database.ExecuteAsync(
            "insert into vibe.texts (build_id, key, content) values ($1, $2, $3) on conflict (build_id, key) do update set content = excluded.content",
            [build.Value, key, Encoding.UTF8.GetBytes(text)],
            cancellationToken);
    }

    public async Task<string?> GetAsync(BuildId build, string key, CancellationToken cancellationToken) =>
        await database.ScalarAsync<byte[]>("select content from vibe.texts where build_id = $1 and key = $2", [build.Value, key], cancellationToken) is { } bytes
            ? Encoding.UTF8.GetString(bytes)
            : null;
}
