using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;
using ActivityResolution = Temporalio.Worker.Activations.WorkflowActivationJob.ActivityResolution;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>
/// An activity: ScheduleActivityTask → Scheduled → Started → Completed, Failed, TimedOut or Canceled; RequestCancelActivityTask → CancelRequested between.
/// What a cancellation means to the workflow depends on its cancellation type.
/// </summary>
internal sealed class ActivityMachine : StateMachine
{
    private readonly WorkflowCommand.ScheduleActivity asked;
    private readonly PendingCommand schedule;
    private long scheduledEventId;
    private long startedEventId;
    private bool isCancelRequested;
    private bool isResolved;

    public ActivityMachine(RunState run, WorkflowCommand.ScheduleActivity command)
        : base(run)
    {
        asked = command;
        schedule = run.Issue(this, ToProto(command), EventType.ActivityTaskScheduled);
        run.Activities[command.Seq] = this;
    }

    public void Cancel()
    {
        if (isResolved || isCancelRequested)
        {
            return;
        }

        isCancelRequested = true;
        if (scheduledEventId == 0)
        {
            schedule.IsDropped = true;
            Resolve(Cancelled(cause: null));
            return;
        }

        if (asked.CancellationType != ActivityCancellationType.Abandon)
        {
            var sent = new Command
            {
                CommandType = CommandType.RequestCancelActivityTask,
                RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
            };
            Run.Issue(this, sent, EventType.ActivityTaskCancelRequested);
        }

        if (asked.CancellationType != ActivityCancellationType.WaitCancellationCompleted)
        {
            Resolve(Cancelled(cause: null));
        }
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        if (e.EventType == EventType.ActivityTaskCancelRequested)
        {
            return;
        }

        var recorded = e.ActivityTaskScheduledEventAttributes;
        if (Run.Flags.IsOn(SdkFlags.IdAndTypeChecks, Run.IsReplaying))
        {
            if (recorded.ActivityId != asked.ActivityId)
            {
                throw NondeterminismException.Differs(command, e, "The activity id", asked.ActivityId, recorded.ActivityId);
            }

            if (recorded.ActivityType?.Name != asked.ActivityType)
            {
                throw NondeterminismException.Differs(
                    command, e, "The activity type", asked.ActivityType, recorded.ActivityType?.Name ?? string.Empty);
            }
        }

        scheduledEventId = e.EventId;
        Run.ByEvent[e.EventId] = this;
    }

    public override void OnEvent(HistoryEvent e)
    {
        if (e.EventType == EventType.ActivityTaskStarted)
        {
            startedEventId = e.EventId;
            return;
        }

        Run.ByEvent.Remove(scheduledEventId);
        if (isResolved)
        {
            return;
        }

        Resolve(e.EventType switch
        {
            EventType.ActivityTaskCompleted =>
                new ActivityResolution.Completed(e.ActivityTaskCompletedEventAttributes.Result?.Payloads_.FirstOrDefault()),
            EventType.ActivityTaskFailed => Failed(e.ActivityTaskFailedEventAttributes),
            EventType.ActivityTaskTimedOut => TimedOut(e.ActivityTaskTimedOutEventAttributes),
            EventType.ActivityTaskCanceled => Canceled(e.ActivityTaskCanceledEventAttributes),
            _ => throw NondeterminismException.Unexpected(e, "an activity has no such event"),
        });
    }

    private static Command ToProto(WorkflowCommand.ScheduleActivity command)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = command.ActivityId,
            ActivityType = new() { Name = command.ActivityType },
            TaskQueue = new() { Name = command.TaskQueue, Kind = TaskQueueKind.Normal },
            Header = ProtoShapes.Header(command.Headers),
            Input = ProtoShapes.Payloads(command.Arguments),
            ScheduleToCloseTimeout = ProtoShapes.Duration(command.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = ProtoShapes.Duration(command.ScheduleToStartTimeout),
            StartToCloseTimeout = ProtoShapes.Duration(command.StartToCloseTimeout),
            HeartbeatTimeout = ProtoShapes.Duration(command.HeartbeatTimeout),
            RetryPolicy = command.RetryPolicy,
            Priority = command.Priority,
        };
        return new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            UserMetadata = CommandMetadata.Of(command),
            ScheduleActivityTaskCommandAttributes = attributes,
        };
    }

    private void Resolve(ActivityResolution resolution)
    {
        isResolved = true;
        Run.Activities.Remove(asked.Seq);
        Run.Tell(new WorkflowActivationJob.ResolveActivity(asked.Seq, resolution));
    }

    private ActivityResolution.Failed Failed(ActivityTaskFailedEventAttributes e) =>
        new(Wrap("Activity task failed", e.Failure, e.Identity, e.RetryState));

    private ActivityResolution.Failed TimedOut(ActivityTaskTimedOutEventAttributes e) =>
        new(Wrap("Activity task timed out", e.Failure, string.Empty, e.RetryState));

    private ActivityResolution.Cancelled Canceled(ActivityTaskCanceledEventAttributes e) =>
        Cancelled(new Failure { Message = "Activity cancelled", CanceledFailureInfo = new() { Details = e.Details } });

    private ActivityResolution.Cancelled Cancelled(Failure? cause) =>
        new(Wrap(
            "Activity cancelled",
            cause ?? new Failure { Message = "Activity cancelled", CanceledFailureInfo = new() },
            string.Empty,
            RetryState.CancelRequested));

    private Failure Wrap(string message, Failure? cause, string identity, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ScheduledEventId = scheduledEventId,
            StartedEventId = startedEventId,
            Identity = identity,
            ActivityId = asked.ActivityId,
            ActivityType = new() { Name = asked.ActivityType },
            RetryState = retryState,
        },
    };
}
