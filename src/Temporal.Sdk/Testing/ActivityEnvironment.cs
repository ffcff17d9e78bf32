using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Testing;

/// <summary>Runs activity code in a test, without a worker.</summary>
public record ActivityEnvironment
{
    /// <summary>Info that activities see unless told otherwise.</summary>
    public static readonly ActivityInfo DefaultInfo = new(
        ActivityId: "test",
        ActivityType: "test",
        Attempt: 1,
        CurrentAttemptScheduledTime: DateTime.UnixEpoch,
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: false,
        Namespace: "default",
        Priority: Priority.Default,
        RetryPolicy: null,
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: DateTime.UnixEpoch,
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: DateTime.UnixEpoch,
        TaskQueue: "test",
        TaskToken: "test"u8.ToArray(),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    /// <summary>Creates an environment.</summary>
    public ActivityEnvironment()
    {
    }

    /// <summary>Info that the activity sees.</summary>
    public ActivityInfo Info { get; init; } = DefaultInfo;

    /// <summary>Logger that the activity sees. Default: none.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Payload converter that the activity sees.</summary>
    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    /// <summary>Client that the activity sees; none unless set.</summary>
    public ITemporalClient? TemporalClient { get; init; }

    /// <summary>Takes heartbeats. Default: they are dropped.</summary>
    public Action<object?[]> Heartbeater { get; init; } = _ => { };

    /// <summary>Behind the activity's token.</summary>
    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    /// <summary>Behind the activity's worker shutdown token.</summary>
    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    /// <summary>Reason that the activity sees.</summary>
    public ActivityCancelReason CancelReason { get; set; }

    /// <summary>Details of the cancellation that the activity sees.</summary>
    public ActivityCancellationDetails? CancellationDetails { get; set; }

    /// <summary>Cancels the activity as if requested.</summary>
    public void Cancel() => Cancel(ActivityCancelReason.CancelRequested);

    /// <summary>Cancels the activity.</summary>
    /// <param name="reason">Reason that it sees.</param>
    public void Cancel(ActivityCancelReason reason) => Cancel(reason, new ActivityCancellationDetails
    {
        IsCancelRequested = reason == ActivityCancelReason.CancelRequested,
        IsGoneFromServer = reason == ActivityCancelReason.GoneFromServer,
        IsHeartbeatRecordFailure = reason == ActivityCancelReason.HeartbeatRecordFailure,
        IsPaused = reason == ActivityCancelReason.Paused,
        IsReset = reason == ActivityCancelReason.Reset,
        IsTimedOut = reason == ActivityCancelReason.Timeout,
        IsWorkerShutdown = reason == ActivityCancelReason.WorkerShutdown,
    });

    /// <summary>Cancels the activity.</summary>
    /// <param name="reason">Reason that it sees.</param>
    /// <param name="details">Details that it sees.</param>
    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        CancelReason = reason;
        CancellationDetails = details;
        CancellationTokenSource.Cancel();
    }

    /// <summary>Runs activity code.</summary>
    /// <param name="activity">The code.</param>
    /// <returns>A task that ends with it.</returns>
    public Task RunAsync(Action activity) => RunAsync(() =>
    {
        activity();
        return Task.FromResult(true);
    });

    /// <summary>Runs activity code.</summary>
    /// <typeparam name="T">Its result.</typeparam>
    /// <param name="activity">The code.</param>
    /// <returns>Its result.</returns>
    public Task<T> RunAsync<T>(Func<T> activity) => RunAsync(() => Task.FromResult(activity()));

    /// <summary>Runs activity code.</summary>
    /// <param name="activity">The code.</param>
    /// <returns>A task that ends with it.</returns>
    public Task RunAsync(Func<Task> activity) => RunAsync(async () =>
    {
        await activity().ConfigureAwait(false);
        return true;
    });

    /// <summary>Runs activity code.</summary>
    /// <typeparam name="T">Its result.</typeparam>
    /// <param name="activity">The code.</param>
    /// <returns>Its result.</returns>
    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var client = TemporalClient;
        ActivityExecutionContext.Local.Value = new ActivityExecutionContext(
            Info,
            new ActivityTokens(CancellationTokenSource.Token, WorkerShutdownTokenSource.Token),
            Logger,
            PayloadConverter,
            new ActivityHooks(Heartbeater, client is null ? null : () => client, () => (CancelReason, CancellationDetails)));
        return await activity().ConfigureAwait(false);
    }
}
