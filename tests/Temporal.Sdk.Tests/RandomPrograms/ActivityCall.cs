using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>One activity of a random program.</summary>
internal sealed class ActivityCall(ProgramInput input, List<string> trace, ProgramStep step)
{
    private ActivityDeed Deed => (ActivityDeed)step.Choice;

    public async Task<string> RunAsync(CancellationToken token)
    {
        string outcome;
        try
        {
            outcome = await Workflow.ExecuteActivityAsync((ProgramActivities a) => a.DoAsync(Deed, step.Id, step.Time), Options(token));
        }
        catch (ActivityFailureException e)
        {
            outcome = ProgramInterpreter.Name(e);
            if (e.ActivityType != "Do")
            {
                trace.Add($"{ProgramInterpreter.Unexpected} {step.Id} is of type {e.ActivityType}");
            }
        }

        var mayCancel = token.IsCancellationRequested || step.CancelAfter >= 0;
        if (!Expected().Contains(outcome) && !(mayCancel && IsAfterCancel(outcome)) && !(input.IsHarsh && outcome is "StartToClose" or "Heartbeat"))
        {
            trace.Add($"{ProgramInterpreter.Unexpected} {step.Id} {Deed} led to {outcome}");
        }

        return $"{Deed} {outcome}";
    }

    // A cancelled activity is not tried again: it ends as its attempt did.
    private static bool IsAfterCancel(string outcome) =>
        outcome is ProgramInterpreter.Canceled or ProgramInterpreter.Failed or "StartToClose" or "Heartbeat" or "ScheduleToClose";

    private IReadOnlyList<string> Expected() => Deed switch
    {
        ActivityDeed.Succeed or ActivityDeed.FailTwice or ActivityDeed.CompleteOutside or ActivityDeed.Work => [$"did {step.Id}"],
        ActivityDeed.Resume => [$"resumed {step.Id}"],
        ActivityDeed.FailForGood or ActivityDeed.FailAlways => [ProgramInterpreter.Failed],
        ActivityDeed.WaitAndCancel => ["was not cancelled", ProgramInterpreter.Canceled],
        ActivityDeed.WaitAndSucceed => ["was not cancelled", $"did {step.Id}"],
        ActivityDeed.WaitAndFail => ["was not cancelled", ProgramInterpreter.Failed],
        ActivityDeed.TakeTooLong => ["StartToClose"],
        ActivityDeed.BeatNever => ["Heartbeat"],
        ActivityDeed.BeUnserved => ["ScheduleToStart"],
        _ => [ProgramInterpreter.Failed, "ScheduleToClose", "ScheduleToStart"],
    };

    private ActivityOptions Options(CancellationToken token) => new()
    {
        StartToCloseTimeout = Deed == ActivityDeed.TakeTooLong ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(input.IsHarsh ? 4 : 30),
        HeartbeatTimeout = Deed == ActivityDeed.BeatNever ? TimeSpan.FromMilliseconds(100) : Deed == ActivityDeed.TakeTooLong ? null : TimeSpan.FromSeconds(input.IsHarsh ? 5 : 20),
        ScheduleToStartTimeout = Deed == ActivityDeed.BeUnserved ? TimeSpan.FromMilliseconds(50) : null,
        ScheduleToCloseTimeout = Deed == ActivityDeed.FailTooLong ? TimeSpan.FromMilliseconds(300) : null,
        TaskQueue = Deed == ActivityDeed.BeUnserved ? $"{Workflow.Info.TaskQueue}-unserved" : null,
        CancellationToken = token,
        CancellationType = (ActivityCancellationType)step.CancellationType,
        RetryPolicy = new RetryPolicy
        {
            InitialInterval = TimeSpan.FromMilliseconds(step.Time),
            MaximumAttempts = Deed switch
            {
                ActivityDeed.FailTooLong => 0,
                ActivityDeed.FailAlways => 2,
                ActivityDeed.TakeTooLong or ActivityDeed.BeatNever => 1 + (step.Id % 2),
                _ => input.IsHarsh ? 10 : 3,
            },
        },
    };
}
