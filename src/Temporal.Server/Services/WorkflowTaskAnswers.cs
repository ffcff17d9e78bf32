using Google.Protobuf;
using Temporal.Server.Clock;
using Temporal.Server.Execution;
using Temporal.Server.Execution.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Services;

/// <summary>A started workflow task on its way to the worker.</summary>
internal sealed class WorkflowTaskAnswers(EngineCalls calls)
{
    /// <summary>How many events go with the task itself; the worker fetches the rest.</summary>
    public const int PageEvents = 1000;

    /// <summary>What to do when it turns out that the worker has not got the task.</summary>
    public Action TakeBack(StartedTask started)
    {
        // Holds the names only: the transport keeps it for a while, and the run may be long gone.
        var token = started.Token;
        return () => calls.OnOpenRun(token, (run, transition) => run.Tasks.TakeBack(transition, token.Stamp));
    }

    /// <summary>The task as a poll is answered with it.</summary>
    public async Task<PollWorkflowTaskQueueResponse> ResponseAsync(StartedTask started, CancellationToken cancellationToken)
    {
        var run = started.Run;
        var token = started.Token;
        var events = await calls.Reader.ReadAsync(new HistoryRange(run.Key, run, null), started.FromEventId, started.NextEventId, PageEvents, cancellationToken);
        var response = new PollWorkflowTaskQueueResponse
        {
            TaskToken = token.ToByteString(),
            WorkflowExecution = run.Execution,
            WorkflowType = new WorkflowType { Name = run.State.WorkflowType },
            PreviousStartedEventId = started.PreviousStartedId,
            StartedEventId = token.StartedId,
            Attempt = token.Attempt,
            History = new Temporalio.Api.History.V1.History { Events = { events } },
            WorkflowExecutionTaskQueue = new TaskQueue { Name = run.State.TaskQueue, Kind = TaskQueueKind.Normal },
            ScheduledTime = Times.ToTimestamp(started.ScheduledAt),
            StartedTime = Times.ToTimestamp(token.StartedAt),
        };
        var next = events.Count == 0 ? started.FromEventId : events[^1].EventId + 1;
        if (next < started.NextEventId)
        {
            response.NextPageToken = new HistoryToken
            {
                RunId = token.RunId,
                NextEventId = next,
                EndEventId = started.NextEventId,
                Suffix = { started.Suffix },
            }.ToByteString();
        }
        else
        {
            response.History.Events.Add(started.Suffix);
        }

        foreach (var (id, query) in started.Queries)
        {
            response.Queries.Add(id, query);
        }

        response.Messages.Add(started.Messages);
        return response;
    }
}
