using Temporalio.Exceptions;
using Vibe.Core.Texts;

namespace Vibe.Workflows.Builds;

/// <summary>Why a stage failed, in our own words.</summary>
/// <param name="Type">One of <see cref="FailureTypes"/>.</param>
/// <param name="Message">One sentence.</param>
internal sealed record BuildFailure(string Type, string Message)
{
    public static BuildFailure Of(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is ApplicationFailureException { ErrorType: { } type } application && FailureTypes.Told.Contains(type))
            {
                return new BuildFailure(type, TextLimits.Cut(application.Message, TextLimits.Detail));
            }

            if (e is TimeoutFailureException)
            {
                return new BuildFailure(FailureTypes.WorkerTimeout, "The worker fell silent, or no worker finished it in time.");
            }
        }

        // The message of an unforeseen exception may hold anything, so people are not shown it; the history has it.
        return new BuildFailure(FailureTypes.Unexpected, "Something unforeseen went wrong; the run's history in Temporal has the details.");
    }
}
