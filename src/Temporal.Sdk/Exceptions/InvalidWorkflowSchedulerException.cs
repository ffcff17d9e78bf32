namespace Temporalio.Exceptions;

/// <summary>Workflow code left the scheduler of its workflow, for example by Task.Run or ConfigureAwait(false).</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    private readonly string? stackTrace;

    internal InvalidWorkflowSchedulerException(string message, string? stackTrace = null)
        : base(message) => this.stackTrace = stackTrace;

    /// <summary>Gets the stack trace of the place that left the scheduler, where it is known.</summary>
    public override string? StackTrace => stackTrace ?? base.StackTrace;
}
