using System.Text;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Execution;

/// <summary>Failures that are larger than the service keeps: replaced by one that says so, with as much of the original as fits as its cause.</summary>
/// <remarks>What goes first and what each part counts for are the real server's.</remarks>
internal static class FailureSizes
{
    /// <summary>What is kept of a failure that is too large for the history (bytes): limit.blobSize.warn of the real server.</summary>
    public const int KeptInHistory = 512 * 1024;

    /// <summary>What is kept of the last attempt's failure of an activity that is tried again (bytes): limit.mutableStateActivityFailureSize.error there.</summary>
    public const int KeptOfAttempt = 4 * 1024;

    private const int MaxDepth = 20;
    private const int Overhead = 4;

    /// <summary>The failure as it is where it fits, else the one in its place.</summary>
    /// <param name="failure">What the worker reported.</param>
    /// <param name="limit">The largest size that stays as it is, in bytes.</param>
    /// <param name="kept">How much is kept of a larger one, in bytes.</param>
    /// <param name="nonRetryable">Whether its replacement ends the activity.</param>
    public static Failure Fit(Failure failure, int limit, int kept, bool nonRetryable)
    {
        if (failure.CalculateSize() <= limit)
        {
            return failure;
        }

        var replacement = Failures.Server("Failure exceeds size limit.", nonRetryable);
        replacement.Cause = Cut(failure, Math.Min(limit, kept), MaxDepth);
        return replacement;
    }

    private static Failure Cut(Failure failure, int size, int depth)
    {
        var left = size - Overhead;
        string Take(string text)
        {
            left -= Overhead;
            var taken = CutText(text, left);
            left -= Encoding.UTF8.GetByteCount(taken);
            return taken;
        }

        var cut = new Failure();
        SetInfo(cut, failure, Take);
        cut.Source = Take(failure.Source);
        cut.Message = Take(failure.Message);
        cut.StackTrace = Take(failure.StackTrace);
        if (failure.Cause is { } cause && depth > 0 && left > Overhead)
        {
            left -= Overhead;
            cut.Cause = Cut(cause, left, depth - 1);
        }

        return cut;
    }

    /// <summary>What kind it is, without its details.</summary>
    private static void SetInfo(Failure cut, Failure failure, Func<string, string> take)
    {
        switch (failure.FailureInfoCase)
        {
            case Failure.FailureInfoOneofCase.ApplicationFailureInfo:
                var info = failure.ApplicationFailureInfo;
                cut.ApplicationFailureInfo = new ApplicationFailureInfo { Type = take(info.Type), NonRetryable = info.NonRetryable };
                break;
            case Failure.FailureInfoOneofCase.TimeoutFailureInfo:
                cut.TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = failure.TimeoutFailureInfo.TimeoutType };
                break;
            case Failure.FailureInfoOneofCase.CanceledFailureInfo:
                cut.CanceledFailureInfo = new CanceledFailureInfo();
                break;
            case Failure.FailureInfoOneofCase.TerminatedFailureInfo:
                cut.TerminatedFailureInfo = failure.TerminatedFailureInfo;
                break;
            case Failure.FailureInfoOneofCase.ServerFailureInfo:
                cut.ServerFailureInfo = failure.ServerFailureInfo;
                break;
            case Failure.FailureInfoOneofCase.ActivityFailureInfo:
                cut.ActivityFailureInfo = failure.ActivityFailureInfo;
                break;
            case Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo:
                cut.ChildWorkflowExecutionFailureInfo = failure.ChildWorkflowExecutionFailureInfo;
                break;
        }
    }

    /// <summary>At most so many bytes of a text, without half a character at the end.</summary>
    private static string CutText(string text, int bytes)
    {
        if (bytes <= 0)
        {
            return string.Empty;
        }

        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        var buffer = new byte[bytes];
        Encoding.UTF8.GetEncoder().Convert(text, buffer, flush: false, out var characters, out _, out _);
        return text[..characters];
    }
}
