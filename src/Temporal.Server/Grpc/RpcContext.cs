namespace Temporal.Server.Grpc;

/// <summary>What a handler knows of the call.</summary>
internal sealed class RpcContext
{
    private Action? _notDelivered;

    /// <summary>The caller went away (stream reset, connection lost) or the server stops.</summary>
    public required CancellationToken Cancelled { get; init; }

    /// <summary>How long the caller still waits, from the arrival of the call; null: no deadline was sent.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Calls back when the answer did not reach the caller (the stream was gone before the answer was written). A task in it can then be handed out again.</summary>
    public void OnNotDelivered(Action callback) => _notDelivered = callback;

    /// <summary>For the transport: somebody wants to know if the answer is lost.</summary>
    public bool WantsReport => _notDelivered is not null;

    /// <summary>For the transport: the answer could not be written.</summary>
    public void ReportNotDelivered() => Interlocked.Exchange(ref _notDelivered, null)?.Invoke();
}
