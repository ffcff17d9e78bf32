namespace Temporalio.Client;

/// <summary>How far an update is.</summary>
public enum WorkflowUpdateStage
{
    /// <summary>Not stated.</summary>
    None = 0,

    /// <summary>The server knows of it; the workflow may not.</summary>
    Admitted = 1,

    /// <summary>The workflow's validator let it pass.</summary>
    Accepted = 2,

    /// <summary>The handler has ended.</summary>
    Completed = 3,
}
