using Temporal.Server.Clock;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.History;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Execution;

/// <summary>What a worker's answer to a workflow task does to the run.</summary>
internal sealed class TaskCompletion(Run run, RespondWorkflowTaskCompletedRequest request)
{
    private const int DiscardableEvents = 10;
    private static readonly PollInfo Inline = new("", "request-from-RespondWorkflowTaskCompleted", IsSticky: true);

    private readonly Dictionary<string, Message> _messages = request.Messages.GroupBy(message => message.Id).ToDictionary(group => group.Key, group => group.First());

    /// <summary>The error that the caller gets although the transition (a failed task, a terminated run) is written.</summary>
    public ServiceException? Error { get; private set; }

    /// <summary>The next task, when the worker wants it along and there is one.</summary>
    public StartedTask? Next { get; private set; }

    /// <summary>The task left no trace: the worker's history goes back to this event.</summary>
    public long ResetEventId { get; private set; }

    public void Apply(Transition transition, TaskToken token)
    {
        var task = run.Tasks.Find(token) ?? throw ServiceException.NotFound("Workflow task not found.");
        if (CommandChecker.CheckOrder(request.Commands) is { } order)
        {
            throw ServiceException.InvalidArgument(order);
        }

        if (request.Commands.Any(command => CommandChecker.IsTerminal(command.CommandType)) && run.Buffer.Count > TakenBack())
        {
            if (new CommandChecker(run, _messages).Check([.. request.Commands.SkipLast(1)]) is { } earlier)
            {
                Refuse(transition, task, earlier);
                return;
            }

            run.State.CloseAttempted = true;
            run.Updates.AbortSent(transition);
            run.Tasks.Fail(transition, new TaskFailure(WorkflowTaskFailedCause.UnhandledCommand, Told("UnhandledCommand"), request.Identity));
            Error = ServiceException.InvalidArgument("UnhandledCommand");
            return;
        }

        if (IsTooLongHeartbeat(transition, task))
        {
            run.Tasks.TimeOut(transition, TimeoutType.StartToClose);
            Error = ServiceException.NotFound("workflow task heartbeat timeout");
            return;
        }

        if (CheckAll() is { } mistake)
        {
            Refuse(transition, task, mistake);
            return;
        }

        if (IsDiscardable(task))
        {
            Discard(transition);
            return;
        }

        Complete(transition, task);
    }

    private CommandError? CheckAll()
    {
        var checker = new CommandChecker(run, _messages);
        if (checker.Check(request.Commands) is { } mistake)
        {
            return mistake;
        }

        var named = request.Commands.Where(command => command.ProtocolMessageCommandAttributes is not null)
            .Select(command => command.ProtocolMessageCommandAttributes.MessageId).ToHashSet();
        foreach (var message in _messages.Values.Where(message => !named.Contains(message.Id)))
        {
            // An acceptance and its completion may come together.
            if (message.Body?.Is(Response.Descriptor) != true && run.Updates.Check(message) is { } error)
            {
                return new CommandError(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, error);
            }
        }

        return null;
    }

    private void Refuse(Transition transition, WorkflowTaskState task, CommandError mistake)
    {
        Error = mistake.Refusal ?? ServiceException.InvalidArgument(mistake.Text);
        if (mistake.Refusal is not null)
        {
            throw Error;
        }

        run.Updates.AbortSent(transition);
        var failure = new TaskFailure(mistake.Cause, Told(mistake.Text), request.Identity);
        if (mistake.IsFatal)
        {
            run.Tasks.FailForClose(transition, failure);
            run.FlushBuffer(transition);
            run.Closing.Terminate(transition, mistake.Text, null, "history-service");
        }
        else if (task.Attempt <= 1)
        {
            run.Tasks.Fail(transition, failure);
        }
        else
        {
            throw Error;
        }
    }

    // Timers that fired unseen and are cancelled by this answer.
    private int TakenBack() => request.Commands.Select(command => command.CancelTimerCommandAttributes?.TimerId).OfType<string>()
        .Distinct().Count(id => run.Buffer.FiredTimerStartedId(id) != 0);

    private static Failure Told(string text) => new() { Message = text, ServerFailureInfo = new ServerFailureInfo() };

    private bool IsHeartbeat => request.ForceCreateNewWorkflowTask && request.Commands.Count == 0 && request.Messages.Count == 0;

    private bool IsTooLongHeartbeat(Transition transition, WorkflowTaskState task) =>
        IsHeartbeat && transition.Now - task.OriginalScheduledAt > run.Host.Limits.WorkflowTaskHeartbeatTimeout.Ticks;

    // Updates that were only refused leave nothing behind, as if nobody had asked.
    private bool IsDiscardable(WorkflowTaskState task)
    {
        if (task.Kind != TaskKind.Speculative || request.Commands.Count > 0 || request.ForceCreateNewWorkflowTask
            || request.Messages.Any(message => message.Body?.Is(Rejection.Descriptor) != true))
        {
            return false;
        }

        // Besides the completion of the task before it.
        var shipped = task.ScheduledId - run.State.LastStartedId - 2;
        return shipped <= 0 || (shipped <= DiscardableEvents && request.Capabilities?.DiscardSpeculativeWorkflowTaskWithEvents == true);
    }

    private void Discard(Transition transition)
    {
        run.Tasks.Clear();
        ResetEventId = run.State.LastStartedId;
        KeepSticky();
        foreach (var message in request.Messages)
        {
            run.Updates.Apply(transition, message);
        }

        run.Updates.RejectUnprocessed(transition);
        run.Queries.Answer(transition, request.QueryResults);
        if (run.Updates.HasAdmitted)
        {
            run.Tasks.Schedule(transition, isSpeculative: request.ReturnNewWorkflowTask);
        }

        run.Queries.TaskCompleted(transition);
        StartNext(transition);
    }

    private void Complete(Transition transition, WorkflowTaskState task)
    {
        run.Tasks.MakeNormal(transition, request.Identity);
        var completed = run.EmitDirect(transition, CompletedEvent(transition, task));
        run.State.LastStartedId = task.StartedId;
        run.State.LastCompletedTaskId = completed.EventId;
        run.State.TaskAttempt = 1;
        run.State.CloseAttempted = false;
        run.State.TaskOriginalScheduledAt = IsHeartbeat ? task.OriginalScheduledAt : 0;
        run.Tasks.Clear();
        KeepSticky();
        BuildIds.Note(run.State, request);
        run.Queries.Answer(transition, request.QueryResults);
        var applier = new CommandApplier(run, transition, completed.EventId, request.Identity);
        applier.Apply(request.Commands, _messages);
        if (!run.IsOpen)
        {
            return;
        }

        if (!request.ForceCreateNewWorkflowTask)
        {
            run.Updates.RejectUnprocessed(transition);
        }
        else if (!request.ReturnNewWorkflowTask)
        {
            run.Updates.SendAgain();
        }

        if (TerminateOverLimit(transition))
        {
            return;
        }

        var hasNew = run.FlushBuffer(transition);
        if (hasNew || applier.NeedsTask || request.ForceCreateNewWorkflowTask)
        {
            run.Tasks.Schedule(transition);
        }
        else if (run.Updates.HasAdmitted)
        {
            run.Tasks.Schedule(transition, isSpeculative: request.ReturnNewWorkflowTask && run.State.NextEventId == completed.EventId + 1);
        }

        run.State.TaskOriginalScheduledAt = 0;
        run.Queries.TaskCompleted(transition);
        StartNext(transition);
    }

    private bool TerminateOverLimit(Transition transition)
    {
        var limits = run.Host.Limits;
        if (run.State.NextEventId <= limits.HistoryCount && run.State.HistoryBytes <= limits.HistorySize)
        {
            return false;
        }

        var reason = run.State.NextEventId > limits.HistoryCount
            ? "Workflow history count exceeds limit."
            : "Workflow history size exceeds limit.";
        run.FlushBuffer(transition);
        run.Closing.Terminate(transition, reason, null, "history-service");
        return true;
    }

    private void KeepSticky()
    {
        var sticky = request.StickyAttributes;
        run.State.StickyQueue = sticky?.WorkerTaskQueue?.Name ?? "";
        run.State.StickyTimeout = Times.Ticks(sticky?.ScheduleToStartTimeout);
    }

    private void StartNext(Transition transition)
    {
        if (request.ReturnNewWorkflowTask && run.Tasks.Pending is { StartedId: 0 } task)
        {
            Next = run.Tasks.Start(transition, task.Stamp, Inline with { Identity = request.Identity });
        }
    }

    private HistoryEvent CompletedEvent(Transition transition, WorkflowTaskState task)
    {
        var entry = HistoryEvents.New(EventType.WorkflowTaskCompleted, transition.Now);
        var attributes = new WorkflowTaskCompletedEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            StartedEventId = task.StartedId,
            Identity = request.Identity,
            SdkMetadata = request.SdkMetadata,
            MeteringMetadata = request.MeteringMetadata,
        };
#pragma warning disable CS0612 // still shown by tools
        attributes.BinaryChecksum = request.BinaryChecksum;
        attributes.WorkerVersion = request.WorkerVersionStamp;
#pragma warning restore CS0612
        entry.WorkflowTaskCompletedEventAttributes = attributes;
        return entry;
    }
}
