using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.Runtime;

/// <summary>The activity calls of a run.</summary>
internal sealed class PendingActivities(WorkflowContext context)
{
    private readonly PendingTable<TaskCompletionSource<WorkflowActivationJob.ActivityResolution>> activities = new("activity");

    /// <summary>Calls an activity and waits for its end.</summary>
    public async Task<TResult> ScheduleAsync<TResult>(ScheduleActivityInput input)
    {
        var options = input.Options;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException(
                $"Activity '{input.Activity}' needs a time limit: set ActivityOptions.StartToCloseTimeout or ScheduleToCloseTimeout.", nameof(input));
        }

        context.Commands.ThrowIfReadOnly();
        var token = options.CancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException($"Activity '{input.Activity}' was cancelled before it was scheduled");
        }

        var seq = activities.NextSeq();
        var command = CreateCommand(seq, input, out var converter);
        var source = new TaskCompletionSource<WorkflowActivationJob.ActivityResolution>();
        activities.Add(seq, source);
        context.Commands.Add(command);
        WorkflowActivationJob.ActivityResolution resolution;
        using (context.OnCancel(() =>
        {
            if (activities.Contains(seq))
            {
                context.Commands.Add(new WorkflowCommand.RequestCancelActivity(seq));
            }
        }, token))
        {
            resolution = await context.Traced(source.Task);
        }

        return resolution switch
        {
            WorkflowActivationJob.ActivityResolution.Completed completed => PayloadValues.Read<TResult>(converter.PayloadConverter, completed.Result),
            WorkflowActivationJob.ActivityResolution.Failed failed => throw converter.FailureConverter.ToException(failed.Failure, converter.PayloadConverter),
            WorkflowActivationJob.ActivityResolution.Cancelled cancelled =>
                throw converter.FailureConverter.ToException(cancelled.Failure, converter.PayloadConverter),
            _ => throw new InvalidOperationException($"The activity's resolution {resolution.GetType().Name} is not known."),
        };
    }

    public void Resolve(WorkflowActivationJob.ResolveActivity job) => activities.Take(job.Seq).TrySetResult(job.Resolution);

    private WorkflowCommand.ScheduleActivity CreateCommand(uint seq, ScheduleActivityInput input, out DataConverter converter)
    {
        var options = input.Options;
        var id = options.ActivityId ?? seq.ToString();
        var queue = options.TaskQueue ?? context.Info.TaskQueue;
        converter = context.ConverterFor(new ISerializationContext.Activity(
            context.Info.Namespace, id, context.Info.WorkflowId, context.Info.WorkflowType, input.Activity, queue, IsLocal: false));
        return new WorkflowCommand.ScheduleActivity(seq)
        {
            ActivityId = id,
            ActivityType = input.Activity,
            TaskQueue = queue,
            Headers = PayloadValues.Headers(input.Headers),
            Arguments = PayloadValues.Write(converter.PayloadConverter, input.Args),
            ScheduleToCloseTimeout = options.ScheduleToCloseTimeout,
            ScheduleToStartTimeout = options.ScheduleToStartTimeout,
            StartToCloseTimeout = options.StartToCloseTimeout,
            HeartbeatTimeout = options.HeartbeatTimeout,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CancellationType = options.CancellationType,
            Priority = options.Priority?.ToProto(),
            Summary = context.Commands.TextPayload(options.Summary),
        };
    }
}
