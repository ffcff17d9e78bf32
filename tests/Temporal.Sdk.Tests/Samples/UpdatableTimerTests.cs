using Temporalio.Testing;
using Temporalio.Worker;
using Temporalio.Workflows;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Samples;

/// <summary>A timer that a signal moves, and sleeps of days, in skipped time.</summary>
public sealed class UpdatableTimerTests
{
    [Fact]
    public async Task Timer_MovedWhileItRuns_FiresAtTheNewTime()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions("timers").AddWorkflow<AlarmWorkflow>());
        await worker.ExecuteAsync(async () =>
        {
            var begun = await environment.GetCurrentTimeAsync();
            var handle = await environment.Client.StartWorkflowAsync((AlarmWorkflow wf) => wf.RunAsync(begun.AddDays(30)), new("alarm", "timers"));
            await handle.SignalAsync(wf => wf.MoveAsync(begun.AddDays(2)));
            Assert.Equal(begun.AddDays(2), await handle.QueryAsync(wf => wf.WakesAt));

            var woken = await Eventually.WithinAsync(handle.GetResultAsync());

            Assert.InRange(woken, begun.AddDays(2), begun.AddDays(2).AddHours(1));
        });
    }

    [Fact]
    public async Task Delay_OfTheEnvironment_LetsDaysPassInAWorkflow()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions("days").AddWorkflow<ReminderWorkflow>());
        await worker.ExecuteAsync(async () =>
        {
            var handle = await environment.Client.StartWorkflowAsync((ReminderWorkflow wf) => wf.RunAsync(), new("reminder", "days"));
            await environment.DelayAsync(TimeSpan.FromDays(100));
            await Eventually.EqualAsync(3, () => handle.QueryAsync(wf => wf.Reminders));

            await handle.SignalAsync(wf => wf.CompleteAsync());

            Assert.Equal(3, await Eventually.WithinAsync(handle.GetResultAsync()));
        });
    }

    [Workflow]
    public sealed class AlarmWorkflow
    {
        private bool isMoved;

        [WorkflowQuery]
        public DateTime WakesAt { get; private set; }

        [WorkflowRun]
        public async Task<DateTime> RunAsync(DateTime wakesAt)
        {
            // A signal may have come first.
            WakesAt = isMoved ? WakesAt : wakesAt;
            do
            {
                isMoved = false;
            }
            while (WakesAt > Workflow.UtcNow && await Workflow.WaitConditionAsync(() => isMoved, WakesAt - Workflow.UtcNow));
            return Workflow.UtcNow;
        }

        [WorkflowSignal]
        public Task MoveAsync(DateTime to)
        {
            WakesAt = to;
            isMoved = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class ReminderWorkflow
    {
        private bool isComplete;

        [WorkflowQuery]
        public int Reminders { get; private set; }

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            while (true)
            {
                await Workflow.WhenAnyAsync(Workflow.DelayAsync(TimeSpan.FromDays(30)), Workflow.WaitConditionAsync(() => isComplete));
                if (isComplete)
                {
                    return Reminders;
                }

                Reminders++;
            }
        }

        [WorkflowSignal]
        public Task CompleteAsync()
        {
            isComplete = true;
            return Task.CompletedTask;
        }
    }
}
