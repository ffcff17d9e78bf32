namespace Temporalio.Exceptions;

/// <summary>Base of every exception that this client and worker throw on their own account.</summary>
public abstract class TemporalException : Exception
{
    /// <summary>Creates the exception with the default message.</summary>
    protected internal TemporalException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    protected internal TemporalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    protected internal TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>Says whether an exception means cancellation: of a token, of the workflow, or of an activity or child that it waited for.</summary>
    public static bool IsCanceledException(Exception e) => e switch
    {
        OperationCanceledException or CanceledFailureException => true,
        ActivityFailureException or ChildWorkflowFailureException => e.InnerException is CanceledFailureException,
        _ => false,
    };
}
