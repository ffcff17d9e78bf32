using Temporalio.Exceptions;

namespace Temporalio.Activities;

/// <summary>Thrown by an activity that will be completed later from outside, by token or by id.</summary>
public class CompleteAsyncException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    public CompleteAsyncException()
        : base("The activity will be completed asynchronously")
    {
    }
}
