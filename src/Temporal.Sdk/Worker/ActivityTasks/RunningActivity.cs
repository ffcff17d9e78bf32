using Google.Protobuf;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>One activity that runs on this worker: its context, its token and why it was cancelled, its heartbeats, its local time-outs.</summary>
internal sealed class RunningActivity : IDisposable
{
    private static readonly TimeSpan GuardMargin = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource cancellation = new();
    private readonly Lock gate = new();
    private readonly HeartbeatSender heartbeats;
    private readonly ITimer? guard;
    private readonly ITimer? heartbeatGuard;
    private readonly TimeSpan heartbeatGuardTime;
    private ActivityCancelReason reason;
    private ActivityCancellationDetails? details;

    public RunningActivity(PollActivityTaskQueueResponse task, WorkerSettings settings, ActivityCalls calls, CancellationToken workerShutdown)
    {
        Task = task;
        Converter = settings.Client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Activity(
            settings.Namespace,
            task.ActivityId,
            task.WorkflowExecution?.WorkflowId,
            task.WorkflowType?.Name,
            task.ActivityType.Name,
            settings.TaskQueue,
            IsLocal: false));
        Info = ActivityInfos.Of(task, settings, Converter);
        var logger = settings.LoggerFactory.CreateLogger($"Temporalio.Activity:{Info.ActivityType}");
        heartbeats = new HeartbeatSender(calls, task.TaskToken, HeartbeatPlan.For(Info.HeartbeatTimeout, settings), Cancel, logger);
        Context = new ActivityExecutionContext(
            Info,
            new ActivityTokens(cancellation.Token, workerShutdown),
            logger,
            Converter.PayloadConverter,
            new ActivityHooks(Heartbeat, () => settings.Client, () => (reason, details)));
        GiveUpAfter = Shorter(Info.StartToCloseTimeout, Info.ScheduleToCloseTimeout);
        guard = GiveUpAfter is { } limit ? NewGuard(settings.Time, limit + GuardMargin) : null;
        if (Info.HeartbeatTimeout is { } heartbeatTimeout)
        {
            heartbeatGuardTime = heartbeatTimeout + GuardMargin;
            heartbeatGuard = NewGuard(settings.Time, heartbeatGuardTime);
        }
    }

    public PollActivityTaskQueueResponse Task { get; }

    public ByteString Token => Task.TaskToken;

    public DataConverter Converter { get; }

    public ActivityInfo Info { get; }

    public ActivityExecutionContext Context { get; }

    /// <summary>How long the server may still want to hear of it; null: it does not say.</summary>
    public TimeSpan? GiveUpAfter { get; }

    public ActivityCancelReason CancelReason => reason;

    /// <summary>Takes heartbeats; the interceptors' chain may stand before it.</summary>
    public Action<object?[]>? OutboundHeartbeat { get; set; }

    public void Cancel(ActivityCancelReason cause)
    {
        lock (gate)
        {
            if (reason != ActivityCancelReason.None)
            {
                return;
            }

            details = DetailsOf(cause);
            reason = cause;
        }

        // Not on this thread: what hangs on the token is the activity's own code.
        _ = cancellation.CancelAsync();
    }

    /// <summary>Records a heartbeat, behind the interceptors.</summary>
    public void RecordHeartbeat(object?[] values)
    {
        heartbeatGuard?.Change(heartbeatGuardTime, Timeout.InfiniteTimeSpan);
        heartbeats.Record(async () => await Converter.ToPayloadsAsync(values).ConfigureAwait(false) is { Count: > 0 } payloads
            ? new Payloads { Payloads_ = { payloads } }
            : null);
    }

    /// <summary>Ends heartbeats and time-outs.</summary>
    /// <returns>The newest heartbeat details that the server has not got.</returns>
    public Task<Payloads?> EndAsync()
    {
        guard?.Dispose();
        heartbeatGuard?.Dispose();
        return heartbeats.EndAsync();
    }

    public void Dispose()
    {
        heartbeats.Dispose();
        guard?.Dispose();
        heartbeatGuard?.Dispose();
    }

    private static ActivityCancellationDetails DetailsOf(ActivityCancelReason cause) => new()
    {
        IsCancelRequested = cause == ActivityCancelReason.CancelRequested,
        IsGoneFromServer = cause == ActivityCancelReason.GoneFromServer,
        IsHeartbeatRecordFailure = cause == ActivityCancelReason.HeartbeatRecordFailure,
        IsPaused = cause == ActivityCancelReason.Paused,
        IsReset = cause == ActivityCancelReason.Reset,
        IsTimedOut = cause == ActivityCancelReason.Timeout,
        IsWorkerShutdown = cause == ActivityCancelReason.WorkerShutdown,
    };

    private static TimeSpan? Shorter(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b : a;

    private void Heartbeat(object?[] values) => (OutboundHeartbeat ?? RecordHeartbeat)(values);

    private ITimer NewGuard(TimeProvider time, TimeSpan after) => time.CreateTimer(
        static state => ((RunningActivity)state!).Cancel(ActivityCancelReason.Timeout), this, after, Timeout.InfiniteTimeSpan);
}
