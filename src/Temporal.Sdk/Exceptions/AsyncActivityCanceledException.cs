namespace Temporalio.Exceptions;

/// <summary>A heart-beat learned that the activity is cancelled, paused, reset or gone: its owner should stop and report the cancellation.</summary>
public class AsyncActivityCanceledException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    public AsyncActivityCanceledException()
        : base("The activity was cancelled.")
    {
    }
}
