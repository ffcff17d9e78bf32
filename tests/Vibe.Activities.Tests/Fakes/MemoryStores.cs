using System.Collections.Concurrent;
using System.Text;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Data.Artifacts;
using Vibe.Data.Outbox;
using Vibe.Data.Texts;
using Vibe.Data.Usage;

namespace Vibe.Activities.Tests.Fakes;

/// <summary>The stores in memory, for tests that look at what one activity does with them.</summary>
internal sealed class MemoryStores : ITextStore, IArtifactStore, IUsageStore, IOutbox
{
    private readonly ConcurrentDictionary<ArtifactDigest, byte[]> _blobs = new();

    public ConcurrentQueue<(TextKind Kind, string Text)> Texts { get; } = new();

    public ConcurrentQueue<UsageEntry> Usage { get; } = new();

    public ConcurrentQueue<(BuildCard Card, long Revision)> Cards { get; } = new();

    public Task<StoredText> PutAsync(BuildId build, TextKind kind, string text, CancellationToken cancellationToken)
    {
        Texts.Enqueue((kind, text));
        return Task.FromResult(Put(text));
    }

    public StoredText Put(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _blobs[ArtifactDigest.Of(bytes)] = bytes;
        return new StoredText(ArtifactDigest.Of(bytes), text.Length);
    }

    Task<string?> ITextStore.GetAsync(ArtifactDigest digest, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.TryGetValue(digest, out var bytes) ? Encoding.UTF8.GetString(bytes) : null);

    public Task<IReadOnlyList<StoredText>> ListAsync(BuildId build, TextKind kind, CancellationToken cancellationToken) => throw new NotSupportedException("No activity lists texts.");

    public Task<ArtifactSaved> SaveAsync(BuildId build, int round, IReadOnlyList<ArtifactContent> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            _blobs[ArtifactDigest.Of(file.Content.Span)] = file.Content.ToArray();
        }

        var manifest = ArtifactManifest.Of(files.Select(f => new ArtifactFile(f.Path, f.Content.Length, ArtifactDigest.Of(f.Content.Span))));
        _blobs[manifest.Digest] = manifest.Bytes.ToArray();
        return Task.FromResult<ArtifactSaved>(new ArtifactSaved.Stored(manifest.ToSummary(round)));
    }

    public Task<ArtifactManifest?> ReadManifestAsync(ArtifactDigest digest, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.TryGetValue(digest, out var bytes) ? ArtifactManifest.Parse(bytes) : null);

    public Task<bool> BelongsAsync(ArtifactDigest digest, BuildId build, CancellationToken cancellationToken) => Task.FromResult(_blobs.ContainsKey(digest));

    public Task<ArtifactDigest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _blobs[ArtifactDigest.Of(content.Span)] = content.ToArray();
        return Task.FromResult(ArtifactDigest.Of(content.Span));
    }

    Task<byte[]?> IArtifactStore.GetAsync(ArtifactDigest digest, CancellationToken cancellationToken) => Task.FromResult(_blobs.GetValueOrDefault(digest));

    public Task RecordAsync(UsageEntry entry, CancellationToken cancellationToken)
    {
        Usage.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<ModelUse?> TotalAsync(BuildId build, CancellationToken cancellationToken) => Task.FromResult<ModelUse?>(null);

    public Task<TimeSpan?> TypicalAsync(string pool, string stage, CancellationToken cancellationToken) => Task.FromResult<TimeSpan?>(null);

    public Task<bool> PublishCardAsync(BuildCard card, long revision, CancellationToken cancellationToken)
    {
        Cards.Enqueue((card, revision));
        return Task.FromResult(true);
    }

    public Task<bool> PublishNoticeAsync(Notice notice, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> PublishFileAsync(FileDelivery file, CancellationToken cancellationToken) => Task.FromResult(true);
}
