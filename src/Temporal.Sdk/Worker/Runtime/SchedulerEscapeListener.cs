using System.Diagnostics;
using System.Diagnostics.Tracing;

namespace Temporalio.Worker.Runtime;

/// <summary>
/// Listens to what .NET tells of tasks and timers, and reports workflow code that leaves its scheduler, at once and with the place.
/// Events come on the thread that causes them, so that all others cost one thread-local check.
/// </summary>
internal sealed class SchedulerEscapeListener : EventListener
{
    private const string TaskSource = "System.Threading.Tasks.TplEventSource";
    private const string TimerSource = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const EventKeywords TaskTransfer = (EventKeywords)0x1;
    private const EventKeywords ThreadTransfer = (EventKeywords)0x10;
    private const int TaskScheduled = 7;
    private const int AwaitTaskContinuationScheduled = 12;
    private const int ThreadTransferSend = 150;
    private const int ManagedTimer = 1;

    private static readonly Lazy<SchedulerEscapeListener> Shared = new(() => new SchedulerEscapeListener());

    [ThreadStatic]
    private static int suppressed;

    private SchedulerEscapeListener()
    {
    }

    /// <summary>Starts listening, for the rest of the process; once is enough.</summary>
    public static void EnsureListening() => _ = Shared.Value;

    /// <summary>Runs something of the host's on a workflow's thread (a logger, say), which may start tasks and timers of its own.</summary>
    public static Suppression Suppress()
    {
        suppressed++;
        return default;
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == TaskSource)
        {
            EnableEvents(eventSource, EventLevel.Informational, TaskTransfer);
        }
        else if (eventSource.Name == TimerSource)
        {
            EnableEvents(eventSource, EventLevel.Informational, ThreadTransfer);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (WorkflowScheduler.Running is not { } scheduler || suppressed > 0)
        {
            return;
        }

        switch (eventData.EventId)
        {
            case TaskScheduled when FirstNumbers(eventData).First != scheduler.Id:
                Report(scheduler, "Workflow code started a task on another scheduler, such as by Task.Run, ContinueWith or Parallel. Use Workflow.RunTaskAsync instead.");
                break;
            case ThreadTransferSend when FirstNumbers(eventData).Second == ManagedTimer:
                Report(
                    scheduler,
                    "Workflow code started a .NET timer, such as by Task.Delay, WaitAsync with a time-out or CancellationTokenSource.CancelAfter. " +
                    "Use Workflow.DelayAsync or Workflow.WaitConditionAsync with a time-out instead.");
                break;
            case AwaitTaskContinuationScheduled when IsContinuationOfWorkflow(new StackTrace(1, false)):
                Report(scheduler, "Workflow code continues outside the workflow's scheduler, such as by ConfigureAwait(false). Leave it out in workflows.");
                break;
        }
    }

    private static (int First, int Second) FirstNumbers(EventWrittenEventArgs eventData) =>
        eventData.Payload is { Count: > 1 } payload ? (payload[0] as int? ?? 0, payload[1] as int? ?? 0) : (0, 0);

    private static void Report(WorkflowScheduler scheduler, string message) => scheduler.ReportEscape(message, PlaceOf(new StackTrace(2, true)));

    // The event says only that something goes on in the thread pool. It is the workflow's when an async method has completed
    // or this runtime has completed a promise; a completion source of the host's that workflow code sets concerns its own awaiters only.
    private static bool IsContinuationOfWorkflow(StackTrace trace)
    {
        foreach (var frame in trace.GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method || IsTelling(type))
            {
                continue;
            }

            if (type.Name.StartsWith("AsyncTaskMethodBuilder", StringComparison.Ordinal))
            {
                return method.Name.StartsWith("Set", StringComparison.Ordinal);
            }

            if (type.Assembly != typeof(object).Assembly)
            {
                return type.Assembly == typeof(SchedulerEscapeListener).Assembly;
            }
        }

        return false;
    }

    // From the code that caused the event down to the start of the workflow's task.
    private static string PlaceOf(StackTrace trace)
    {
        var frames = trace.GetFrames()
            .SkipWhile(f => f.GetMethod()?.DeclaringType is not { } type || IsTelling(type) || type == typeof(SchedulerEscapeListener))
            .TakeWhile(f => f.GetMethod()?.DeclaringType != typeof(WorkflowScheduler));
        return string.Concat(frames.Select(f => new StackTrace(f).ToString())).TrimEnd();
    }

    private static bool IsTelling(Type type) =>
        type.Namespace == "System.Diagnostics.Tracing" || typeof(EventSource).IsAssignableFrom(type);

    /// <summary>Ends a suppression when disposed.</summary>
    internal readonly struct Suppression : IDisposable
    {
        public void Dispose() => suppressed--;
    }
}
