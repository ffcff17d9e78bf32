using Microsoft.Extensions.AI;

namespace Vibe.Models.Calls;

/// <summary>One server that serves the picked model.</summary>
internal sealed class ModelInstance(string name, string location, int slots, IChatClient client, Func<CancellationToken, Task<ModelHealth>> checkAsync)
{
    private int _busy;

    public string Name => name;

    public string Location => location;

    public int Slots => slots;

    public IChatClient Client => client;

    /// <summary>The calls that run on it.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>When it last could not be reached; calls go elsewhere for a while.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    public void Enter() => Interlocked.Increment(ref _busy);

    public void Leave() => Interlocked.Decrement(ref _busy);

    public Task<ModelHealth> CheckAsync(CancellationToken cancellationToken) => checkAsync(cancellationToken);
}
