namespace Temporalio.Worker;

/// <summary>How the built-in stack trace query of workflows answers.</summary>
public enum WorkflowStackTrace
{
    /// <summary>The query is not offered: collecting traces costs time at every await.</summary>
    None = 0,

    /// <summary>Stack traces with file names and lines.</summary>
    Normal = 1,

    /// <summary>Stack traces without file names and lines.</summary>
    WithoutFileInfo = 2,
}
