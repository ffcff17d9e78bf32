namespace Temporalio.Exceptions;

/// <summary>A query handler threw, or there is none of that name.</summary>
public class WorkflowQueryFailedException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    public WorkflowQueryFailedException(string message)
        : base(message)
    {
    }
}
