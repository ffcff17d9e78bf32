namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>
/// What a script is about: mistakes or updates. The official server forgets the updates of a run with each call that it refuses, and takes them in again in no fixed order;
/// so a script with mistakes has no update that waits for its answer while one is made.
/// </summary>
internal sealed class RandomMood(Random random)
{
    private readonly bool _mayErr = random.Next(2) == 0;

    /// <summary>The updates that have not been answered.</summary>
    public int OpenUpdates { get; set; }

    /// <summary>Whether a call may be wrong now.</summary>
    public bool MayErr => _mayErr && OpenUpdates == 0;

    /// <summary>Whether a task may want to end its run now: it is refused where something has arrived meanwhile.</summary>
    public bool MayClose => _mayErr || OpenUpdates <= 1;

    /// <summary>The workflow whose task for an update waits for a worker: the service waits five seconds for one.</summary>
    public string? Hurry { get; set; }

    /// <summary>Whether another update may be sent now.</summary>
    public bool MayUpdate => !_mayErr || OpenUpdates == 0;
}
