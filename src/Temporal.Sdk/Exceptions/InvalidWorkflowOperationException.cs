namespace Temporalio.Exceptions;

/// <summary>Workflow code did what workflow code must not do. It fails the task, not the workflow, unless the worker is told otherwise.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    internal InvalidWorkflowOperationException(string message)
        : base(message)
    {
    }
}
