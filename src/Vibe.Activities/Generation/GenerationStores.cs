using Vibe.Activities.Calls;
using Vibe.Activities.Threads;
using Vibe.Data.Artifacts;
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
    /// <summary>Where words are kept.</summary>
    public ITextStore Texts { get; } = texts;

    /// <summary>Where files are kept.</summary>
    public IArtifactStore Artifacts { get; } = artifacts;

    /// <summary>The clock.</summary>
    public TimeProvider Time => threads.Time;

    /// <summary>Asks the model.</summary>
    internal ModelCaller Caller { get; } = new(models, threads.Time);

    /// <summary>Keeps what was asked, answered and spent.</summary>
    internal CallRecords Records { get; } = new(texts, usage);

    /// <summary>Fetches what prompts are made of.</summary>
    internal PromptMaterial Material { get; } = new(texts, artifacts);

    /// <summary>Shows on the card that the model is at work.</summary>
    internal CardProgress Progress { get; } = new(threads.Composer, threads.Outbox, threads.Time);
}
