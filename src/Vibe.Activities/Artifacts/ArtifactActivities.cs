using Temporalio.Activities;
using Vibe.Activities.Calls;
using Vibe.Activities.Generation;
using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Data.Artifacts;
using Vibe.Data.Outbox;
using Vibe.Data.Texts;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Artifacts;

/// <summary>Keeps what is decided on, and hands over what was approved.</summary>
/// <param name="artifacts">Where files are kept.</param>
/// <param name="texts">Where words are kept.</param>
/// <param name="outbox">Where deliveries go.</param>
/// <param name="time">The clock.</param>
public sealed class ArtifactActivities(IArtifactStore artifacts, ITextStore texts, IOutbox outbox, TimeProvider time) : IArtifactActivities
{
    private readonly PromptMaterial _material = new(texts, artifacts);

    private static CancellationToken Cancellation => ActivityExecutionContext.Current.CancellationToken;

    /// <inheritdoc />
    [Activity]
    public async Task<StoreArtifactOutput> StoreArtifactAsync(StoreArtifactInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        await using var heartbeats = new Heartbeats(time);
        var (manifest, contents) = await ReadAsync(input.Draft);
        var files = manifest.Files.Select((f, i) => new ArtifactContent(f.Path, contents[i])).ToList();
        return await artifacts.SaveAsync(input.BuildId, input.Round, files, Cancellation) is ArtifactSaved.Stored { Summary: var summary } && summary.Digest == input.Draft
            ? new StoreArtifactOutput { Digest = summary.Digest, Files = summary.Files.Count, Size = summary.TotalSize }
            : throw ModelFailures.Missing($"The result {input.Draft.Abbreviated}");
    }

    /// <inheritdoc />
    [Activity]
    public async Task<DeliverOutput> DeliverAsync(DeliverInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        await using var heartbeats = new Heartbeats(time);
        if (!await artifacts.BelongsAsync(input.Digest, input.BuildId, Cancellation))
        {
            throw ModelFailures.Missing($"The approved result {input.Digest.Abbreviated}");
        }

        var (manifest, contents) = await ReadAsync(input.Digest);
        var packed = ArtifactArchive.Pack(manifest, contents);
        var archive = await artifacts.PutAsync(packed, Cancellation);
        var name = $"vibe-{input.Number}.zip";
        var approval = new DecisionRecord(CardAction.Approve, input.ApprovedBy, input.ApprovedAt, Reason: null);
        var file = new FileDelivery($"{input.BuildId.WorkflowId}/delivery", input.BuildId, name, archive, DeliveryText.For(input, manifest, contents), approval);
        await outbox.PublishFileAsync(file, Cancellation);
        return new DeliverOutput { Archive = archive, Size = packed.Length, FileName = name };
    }

    /// <summary>The manifest and the content of every file, each checked against its digest.</summary>
    private async Task<(ArtifactManifest Manifest, IReadOnlyList<byte[]> Contents)> ReadAsync(ArtifactDigest digest)
    {
        var manifest = await _material.ManifestAsync(digest, Cancellation);
        var contents = new List<byte[]>();
        foreach (var file in manifest.Files)
        {
            contents.Add(await _material.ContentAsync(file, Cancellation));
        }

        return (manifest, contents);
    }
}
