namespace Temporalio.Exceptions;

/// <summary>Waiting for an update ran out of time or was cancelled; the update itself may still be accepted or complete.</summary>
public class WorkflowUpdateRpcTimeoutOrCanceledException : RpcTimeoutOrCanceledException
{
    /// <summary>Creates the exception.</summary>
    public WorkflowUpdateRpcTimeoutOrCanceledException(Exception? inner)
        : base("Waiting for the update timed out or was cancelled; the update itself goes on.", inner)
    {
    }
}
