using Vibe.Activities.Threads;
using Vibe.Data.Artifacts;
using Vibe.Data.Outbox;
using Vibe.Data.Texts;
using Vibe.Data.Usage;
using Vibe.Models;

namespace Vibe.Activities.Generation;

/// <summary>What calls of a model need: the model, where words, files and figures are kept, and the card that shows progress.</summary>
/// <param name="models">The model.</param>
/// <param name="texts">Where words are kept.</param>
/// <param name="artifacts">Where files are kept.</param>
/// <param name="usage">Where figures are kept.</param>
/// <param name="threads">What the thread shows.</param>
public sealed class GenerationStores(IChatModels models, ITextStore texts, IArtifactStore artifacts, IUsageStore usage, ThreadStores threads)
{
    /// <summary>The model.</summary>
    public IChatModels Models => models;

    /// <summary>Where words are kept.</summary>
    public ITextStore Texts => texts;

    /// <summary>Where files are kept.</summary>
    public IArtifactStore Artifacts => artifacts;

    /// <summary>Where figures are kept.</summary>
    public IUsageStore Usage => usage;

    /// <summary>Makes cards.</summary>
    public CardComposer Composer => threads.Composer;

    /// <summary>Where cards go.</summary>
    public IOutbox Outbox => threads.Outbox;

    /// <summary>The clock.</summary>
    public TimeProvider Time => threads.Time;
}
