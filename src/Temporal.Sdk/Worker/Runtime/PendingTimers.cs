using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.Runtime;

/// <summary>The timers of a run.</summary>
internal sealed class PendingTimers(WorkflowContext context)
{
    private readonly PendingTable<TaskCompletionSource> timers = new("timer");

    /// <summary>Waits. Zero is one millisecond; an infinite delay starts no timer and ends by cancellation only.</summary>
    public async Task DelayAsync(DelayAsyncInput input)
    {
        var delay = input.Delay;
        if (delay < TimeSpan.Zero && delay != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(input), delay, "A delay must not be negative, except Timeout.InfiniteTimeSpan.");
        }

        var token = input.CancellationToken ?? context.CancellationToken;
        token.ThrowIfCancellationRequested();
        context.Commands.ThrowIfReadOnly();
        var source = new TaskCompletionSource();
        if (delay == Timeout.InfiniteTimeSpan)
        {
            using var forever = context.OnCancel(() => source.TrySetCanceled(token), token);
            await context.Traced(source.Task);
            return;
        }

        var seq = timers.NextSeq();
        timers.Add(seq, source);
        context.Commands.Add(new WorkflowCommand.StartTimer(seq, delay == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : delay)
        {
            Summary = context.Commands.TextPayload(input.Summary),
        });
        using var registration = context.OnCancel(() =>
        {
            if (timers.Remove(seq))
            {
                context.Commands.Add(new WorkflowCommand.CancelTimer(seq));
                source.TrySetCanceled(token);
            }
        }, token);
        await context.Traced(source.Task);
    }

    /// <summary>Ends a timer. One that was cancelled by an earlier job of the same activation is gone.</summary>
    public void Fire(WorkflowActivationJob.FireTimer job)
    {
        if (!timers.IsOver(job.Seq))
        {
            timers.Take(job.Seq).TrySetResult();
        }
    }
}
