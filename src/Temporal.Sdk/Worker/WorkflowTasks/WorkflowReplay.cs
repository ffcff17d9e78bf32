using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.Engine;
using Temporalio.Worker.Engine.Paging;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>One replay: the history as a single task, of which all but an unfinished end has been handled before.</summary>
internal static class WorkflowReplay
{
    /// <summary>Replays.</summary>
    /// <returns>Why the code does not fit; null if it does.</returns>
    public static async Task<Exception?> RunAsync(WorkflowRunContext context, WorkflowHistory history, CancellationToken cancellationToken)
    {
        var events = history.Events;
        if (events.Count == 0 || events.First() is not { EventType: EventType.WorkflowExecutionStarted } first)
        {
            return new InvalidWorkflowOperationException($"The history of {history.Id} does not begin with WorkflowExecutionStarted");
        }

        var task = new WorkflowTask(ToTask(history, first));
        var run = new WorkflowRun(context with { FailsOnNondeterminism = _ => false }, history.Id, task.RunId);
        try
        {
            var outcome = await run.HandleAsync(task, new NoPages(), cancellationToken).ConfigureAwait(false);
            return outcome switch
            {
                TaskOutcome.Failed failed => ToException(failed),
                TaskOutcome.Completed completed when task.Response.PreviousStartedEventId >= task.Response.StartedEventId => Surplus(completed),
                _ => null,
            };
        }
        finally
        {
            run.Evict("The replay is over");
        }
    }

    /// <summary>Commands of tasks that were handled before have their events in history. A patch alone may have none.</summary>
    private static WorkflowNondeterminismException? Surplus(TaskOutcome.Completed completed) =>
        completed.Commands.FirstOrDefault(command => command.CommandType != CommandType.RecordMarker) is { } command
            ? new WorkflowNondeterminismException(
                $"[TMPRL1100] Nondeterminism error: The history has no event for the command {CommandText.Of(command)}. The workflow's code does more than it did when this history was written.")
            : null;

    private static InvalidWorkflowOperationException ToException(TaskOutcome.Failed failed) =>
        failed.Cause == WorkflowTaskFailedCause.NonDeterministicError
            ? new WorkflowNondeterminismException(failed.Failure.Message)
            : new InvalidWorkflowOperationException(failed.Failure.Message);

    private static PollWorkflowTaskQueueResponse ToTask(WorkflowHistory history, HistoryEvent first)
    {
        var started = first.WorkflowExecutionStartedEventAttributes;
        var runId = started.OriginalExecutionRunId is { Length: > 0 } original ? original : Guid.NewGuid().ToString();
        var task = new PollWorkflowTaskQueueResponse
        {
            TaskToken = ByteString.CopyFromUtf8(history.Id),
            WorkflowExecution = new() { WorkflowId = history.Id, RunId = runId },
            WorkflowType = started.WorkflowType,
            Attempt = 1,
            History = new(),
        };
        foreach (var e in Handled([.. history.Events]))
        {
            // A copy: payloads are decoded in place.
            task.History.Events.Add(e.Clone());
        }

        (task.PreviousStartedEventId, task.StartedEventId) = LastStarts(task.History.Events);
        return task;
    }

    /// <summary>
    /// The events that the code has answered or has to: up to an open task or, where there is none, up to the last command of the last completed one. What came
    /// after that, no worker has seen: the run was ended from outside, or its next task waits.
    /// </summary>
    private static IEnumerable<HistoryEvent> Handled(List<HistoryEvent> events)
    {
        var completed = events.FindLastIndex(e => e.EventType == EventType.WorkflowTaskCompleted);
        return completed < 0 || events[^1].EventType == EventType.WorkflowTaskStarted
            ? events
            : events.Take(completed + 1).Concat(events.Skip(completed + 1).TakeWhile(e => EventKinds.IsCommandEvent(e.EventType)));
    }

    private static (long Previous, long Last) LastStarts(IList<HistoryEvent> events)
    {
        long previous = 0;
        long last = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var isCompleted = i + 1 == events.Count || events[i + 1].EventType == EventType.WorkflowTaskCompleted;
            if (events[i].EventType == EventType.WorkflowTaskStarted && isCompleted)
            {
                previous = last;
                last = events[i].EventId;
            }
        }

        if (last == 0)
        {
            // No task was ever completed: all of it is new.
            return (0, events[^1].EventId);
        }

        // Only a task that is still open is new; behind a completed one everything was handled before.
        return events[^1].EventId == last ? (previous, last) : (last, last);
    }

    private sealed class NoPages : IHistoryPages
    {
        public Task<HistoryPage> FetchAsync(ByteString token, CancellationToken cancellationToken) =>
            throw new EngineException("The history is not whole.");
    }
}
