namespace Temporal.Server.Matching;

/// <summary>An open poll.</summary>
internal sealed class Poller(string identity, string workerKey) : TaskCompletionSource<QueuedTask?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public string Identity { get; } = identity;

    /// <summary>The worker instance that polls, if it said so.</summary>
    public string WorkerKey { get; } = workerKey;
}
