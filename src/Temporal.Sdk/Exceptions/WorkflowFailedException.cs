namespace Temporalio.Exceptions;

/// <summary>A workflow ended without success; the inner exception says how.</summary>
public class WorkflowFailedException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    public WorkflowFailedException(Exception? inner)
        : base("Workflow failed", inner)
    {
    }
}
