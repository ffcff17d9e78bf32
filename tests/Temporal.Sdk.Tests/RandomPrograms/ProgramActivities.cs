using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>The activities of random programs. Counts the runs of each attempt: none may run twice.</summary>
public sealed class ProgramActivities(ITemporalClient client)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, int> runs = new();

    /// <summary>Attempts that ran more than once.</summary>
    public IEnumerable<string> Doubled => runs.Where(r => r.Value > 1).Select(r => r.Key);

    [Activity]
    public async Task<string> DoAsync(ActivityDeed deed, int step, int time)
    {
        var context = ActivityExecutionContext.Current;
        var info = context.Info;
        runs.AddOrUpdate($"{info.WorkflowId} {info.WorkflowRunId} {info.ActivityId} {info.Attempt}", 1, (_, n) => n + 1);
        switch (deed)
        {
            case ActivityDeed.FailTwice when info.Attempt < 3:
            case ActivityDeed.FailAlways or ActivityDeed.FailTooLong:
                throw new ApplicationFailureException($"attempt {info.Attempt}", ProgramInterpreter.Failed);
            case ActivityDeed.FailForGood:
                throw new ApplicationFailureException("for good", ProgramInterpreter.Failed, nonRetryable: true);
            case ActivityDeed.Resume:
                return await ResumeAsync(context, step);
            case ActivityDeed.WaitAndCancel or ActivityDeed.WaitAndFail or ActivityDeed.WaitAndSucceed:
                return await WaitAsync(context, deed, step);
            case ActivityDeed.TakeTooLong or ActivityDeed.BeatNever:
                await PauseAsync(Limit * 2, context.CancellationToken);
                return "too late";
            case ActivityDeed.CompleteOutside:
                var handle = client.GetAsyncActivityHandle(info.TaskToken);
                _ = CompleteAsync(handle, step, time);
                throw new CompleteAsyncException();
            case ActivityDeed.Work:
                await PauseAsync(TimeSpan.FromMilliseconds(time), CancellationToken.None);
                return $"did {step}";
            default:
                return $"did {step}";
        }
    }

    private static async Task<string> ResumeAsync(ActivityExecutionContext context, int step)
    {
        if (context.Info.HeartbeatDetails.Count > 0)
        {
            return $"resumed {await context.Info.HeartbeatDetailAtAsync<int>(0)}";
        }

        context.Heartbeat(step);
        throw new ApplicationFailureException("once more", ProgramInterpreter.Failed);
    }

    private static async Task<string> WaitAsync(ActivityExecutionContext context, ActivityDeed deed, int step)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var i = 0; i < 100 && !context.CancellationToken.IsCancellationRequested; i++)
        {
            context.Heartbeat(i);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        if (!context.CancellationToken.IsCancellationRequested)
        {
            return "was not cancelled";
        }

        return deed switch
        {
            ActivityDeed.WaitAndCancel => throw new OperationCanceledException(context.CancellationToken),
            ActivityDeed.WaitAndFail => throw new ApplicationFailureException("cancelled", ProgramInterpreter.Failed, nonRetryable: true),
            _ => $"did {step}",
        };
    }

    // The workflow may be over or have given the activity up.
    private static async Task CompleteAsync(AsyncActivityHandle handle, int step, int time)
    {
        try
        {
            await PauseAsync(TimeSpan.FromMilliseconds(time), CancellationToken.None);
            await handle.CompleteAsync($"did {step}");
        }
        catch (RpcException)
        {
        }
    }

    // An activity that lasts.
    private static async Task PauseAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancellationToken);
    }
}
