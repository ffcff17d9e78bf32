using Vibe.Data.Outbox;

namespace Vibe.Activities.Threads;

/// <summary>What showing things needs.</summary>
/// <param name="composer">Makes cards.</param>
/// <param name="outbox">Where they go.</param>
/// <param name="time">The clock.</param>
public sealed class ThreadStores(CardComposer composer, IOutbox outbox, TimeProvider time)
{
    /// <summary>Makes cards.</summary>
    public CardComposer Composer => composer;

    /// <summary>Where they go.</summary>
    public IOutbox Outbox => outbox;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;
}
