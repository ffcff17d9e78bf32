namespace Temporal.Server.Execution.Updates;

/// <summary>How far an update has come.</summary>
internal enum UpdateStage
{
    /// <summary>Waits for a workflow task.</summary>
    Admitted,

    /// <summary>With a worker.</summary>
    Sent,

    Accepted,

    Completed,
}
