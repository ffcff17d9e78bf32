using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>Runs one activity and tells the server what came of it.</summary>
internal sealed partial class ActivityExecutor(WorkerSettings settings, ActivityRegistry registry, ActivityCalls calls, ILogger logger)
{
    private static readonly TimeSpan DefaultGiveUp = TimeSpan.FromMinutes(1);

    /// <summary>Runs an activity to its end. Never throws for what the activity does.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="aborting">Ends attempts to reach a server that is away.</param>
    public async Task ExecuteAsync(RunningActivity activity, CancellationToken aborting)
    {
        Payload? result = null;
        Exception? error = null;
        try
        {
            result = await RunAsync(activity).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            error = e;
        }

        try
        {
            var lastHeartbeat = await activity.EndAsync().ConfigureAwait(false);
            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(aborting);
            giveUp.CancelAfter(activity.GiveUpAfter ?? DefaultGiveUp);
            await (error is null
                ? calls.CompleteAsync(activity.Token, new Payloads { Payloads_ = { result } }, giveUp.Token)
                : TellErrorAsync(activity, error, lastHeartbeat, giveUp.Token)).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            LogGone(activity.Info.ActivityType, activity.Info.ActivityId, e.Message);
        }
        catch (Exception e)
        {
            LogNotTold(e, activity.Info.ActivityType, activity.Info.ActivityId);
        }
    }

    private async Task<Payload> RunAsync(RunningActivity activity)
    {
        var definition = registry.Find(activity.Info.ActivityType)
            ?? throw new ApplicationFailureException(registry.NotFoundMessage(activity.Info.ActivityType), errorType: "NotFoundError");
        var input = new ExecuteActivityInput(
            definition,
            await ArgumentsAsync(activity, definition).ConfigureAwait(false),
            await HeadersAsync(activity).ConfigureAwait(false));
        ActivityExecutionContext.Local.Value = activity.Context;
        using var scope = ActivityLogScope.Begin(activity.Context.Logger, activity.Info);
        var inbound = Inbound(activity);
        var value = inbound is null
            ? await definition.InvokeAsync(input.Args).ConfigureAwait(false)
            : await inbound.ExecuteActivityAsync(input).ConfigureAwait(false);
        return activity.Converter.PayloadCodec is null
            ? activity.Converter.PayloadConverter.ToPayload(value)
            : await activity.Converter.ToPayloadAsync(value).ConfigureAwait(false);
    }

    private ActivityInboundInterceptor? Inbound(RunningActivity activity)
    {
        if (settings.Interceptors.Count == 0)
        {
            return null;
        }

        ActivityInboundInterceptor inbound = new RootActivityInbound(activity);
        for (var i = settings.Interceptors.Count - 1; i >= 0; i--)
        {
            inbound = settings.Interceptors[i].InterceptActivity(inbound);
        }

        inbound.Init(new RootActivityOutbound(activity));
        return inbound;
    }

    private static async Task<object?[]> ArgumentsAsync(RunningActivity activity, ActivityDefinition definition)
    {
        var payloads = (IReadOnlyList<Payload>?)activity.Task.Input?.Payloads_ ?? [];
        if (activity.Converter.PayloadCodec is { } codec && payloads.Count > 0)
        {
            payloads = [.. await codec.DecodeAsync(payloads).ConfigureAwait(false)];
        }

        if (definition.Dynamic)
        {
            return [payloads.Select(payload => new RawValue(payload)).ToArray<IRawValue>()];
        }

        if (payloads.Count < definition.RequiredParameterCount)
        {
            throw new ApplicationFailureException(
                $"Activity {activity.Info.ActivityType} given {payloads.Count} parameter(s) but {definition.RequiredParameterCount} are required by the signature");
        }

        // Arguments beyond the signature are dropped on purpose: callers may be newer than the activity.
        var args = new List<object?>(definition.ParameterTypes.Count);
        foreach (var type in definition.ParameterTypes)
        {
            if (args.Count == payloads.Count)
            {
                break;
            }

            args.Add(Argument(activity, payloads[args.Count], type, args.Count));
        }

        return [.. args];
    }

    private static object? Argument(RunningActivity activity, Payload payload, Type type, int index)
    {
        try
        {
            return activity.Converter.PayloadConverter.ToValue(payload, type);
        }
        catch (Exception e)
        {
            throw new ApplicationFailureException(
                $"Failed decoding parameter {index + 1} of activity {activity.Info.ActivityType} as {type.Name}: {e.Message}", e);
        }
    }

    private static async Task<IReadOnlyDictionary<string, Payload>?> HeadersAsync(RunningActivity activity)
    {
        var fields = activity.Task.Header?.Fields;
        if (fields is null || fields.Count == 0)
        {
            return null;
        }

        var headers = new Dictionary<string, Payload>(fields);
        if (activity.Converter.PayloadCodec is { } codec)
        {
            foreach (var (key, payload) in fields)
            {
                headers[key] = await codec.DecodeSingleAsync(payload).ConfigureAwait(false);
            }
        }

        return headers;
    }

    private async Task TellErrorAsync(RunningActivity activity, Exception error, Payloads? lastHeartbeat, CancellationToken giveUp)
    {
        if (error is CompleteAsyncException)
        {
            return;
        }

        var isCancelled = TemporalException.IsCanceledException(error);
        switch (activity.CancelReason)
        {
            case ActivityCancelReason.CancelRequested when isCancelled:
                await calls.CancelAsync(activity.Token, await DetailsAsync(activity, error).ConfigureAwait(false), giveUp).ConfigureAwait(false);
                return;
            case ActivityCancelReason.Timeout or ActivityCancelReason.GoneFromServer when isCancelled:
                // The server has ended it already.
                return;
            case ActivityCancelReason.WorkerShutdown when isCancelled:
                error = new ApplicationFailureException("Worker is shutting down and this activity did not complete in time", error, "WorkerShutdown");
                break;
            case ActivityCancelReason.Paused when isCancelled:
                error = new ApplicationFailureException("Activity paused", error, "ActivityPause");
                break;
            case ActivityCancelReason.Reset when isCancelled:
                error = new ApplicationFailureException("Activity reset", error, "ActivityReset");
                break;
            case ActivityCancelReason.HeartbeatRecordFailure when isCancelled:
                error = new ApplicationFailureException("Failed recording heartbeat", error, "HeartbeatRecordFailure");
                break;
        }

        if (error is not ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
        {
            LogFailed(error, activity.Info.ActivityType, activity.Info.ActivityId, activity.Info.Attempt);
        }

        await calls.FailAsync(
            activity.Token, await activity.Converter.ToFailureAsync(error).ConfigureAwait(false), lastHeartbeat, giveUp).ConfigureAwait(false);
    }

    private static async Task<Payloads?> DetailsAsync(RunningActivity activity, Exception error)
    {
        var failure = await activity.Converter.ToFailureAsync(error).ConfigureAwait(false);
        return failure.CanceledFailureInfo?.Details;
    }

    [LoggerMessage(EventId = 1341, Level = LogLevel.Warning, Message = "Activity {ActivityType} {ActivityId} failed (attempt {Attempt})")]
    private partial void LogFailed(Exception exception, string activityType, string activityId, int attempt);

    [LoggerMessage(EventId = 1342, Level = LogLevel.Debug, Message = "Activity {ActivityType} {ActivityId} is gone from the server: {Message}")]
    private partial void LogGone(string activityType, string activityId, string message);

    [LoggerMessage(EventId = 1343, Level = LogLevel.Error, Message = "The server could not be told how activity {ActivityType} {ActivityId} ended; it will run again after its time-out")]
    private partial void LogNotTold(Exception exception, string activityType, string activityId);
}
