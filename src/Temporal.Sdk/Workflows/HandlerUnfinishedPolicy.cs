namespace Temporalio.Workflows;

/// <summary>What happens when a workflow ends while a signal or update handler is still running.</summary>
public enum HandlerUnfinishedPolicy
{
    /// <summary>Write a warning to the log and abandon the handler.</summary>
    WarnAndAbandon = 0,

    /// <summary>Abandon the handler silently.</summary>
    Abandon = 1,
}
