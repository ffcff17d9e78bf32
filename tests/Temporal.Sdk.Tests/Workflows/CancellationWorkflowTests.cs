using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class CancellationWorkflowTests : WorkflowTestBase
{
    [Workflow]
    public class PatientWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(TimeSpan.FromHours(1));
    }

    [Workflow]
    public class TidyWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                await Workflow.WaitConditionAsync(() => false);
                return "never";
            }
            catch (OperationCanceledException)
            {
                var tidied = await Workflow.ExecuteActivityAsync(() => Steps.Greet("tidy"), new ActivityOptions
                {
                    StartToCloseTimeout = TimeSpan.FromSeconds(20),
                    CancellationToken = CancellationToken.None,
                });
                return tidied;
            }
        }
    }

    [Workflow]
    public class ImpatientWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(ActivityCancellationType type)
        {
            using var source = new CancellationTokenSource();
            var call = Workflow.ExecuteActivityAsync((Steps s) => s.WaitForCancelAsync(), new ActivityOptions
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(60),
                HeartbeatTimeout = TimeSpan.FromSeconds(30),
                CancellationType = type,
                CancellationToken = source.Token,
            });
            await Workflow.WaitConditionAsync(() => IsAsked);
            source.Cancel();
            try
            {
                return await call;
            }
            catch (ActivityFailureException e) when (TemporalException.IsCanceledException(e))
            {
                return "cancelled";
            }
        }

        private bool IsAsked { get; set; }

        [WorkflowSignal]
        public Task AskAsync()
        {
            IsAsked = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class NeverSentWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            using var source = new CancellationTokenSource();
            var call = Workflow.ExecuteActivityAsync((Steps s) => s.Nothing(), new ActivityOptions
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(60),
                CancellationToken = source.Token,
            });
            var timer = Workflow.DelayAsync(1000, source.Token);
            source.Cancel();
            var outcomes = new List<string>();
            foreach (var task in new[] { call, timer })
            {
                try
                {
                    await task;
                    outcomes.Add("done");
                }
                catch (Exception e) when (TemporalException.IsCanceledException(e))
                {
                    outcomes.Add("cancelled");
                }
            }

            await Workflow.DelayAsync(10);
            return string.Join(' ', outcomes);
        }
    }

    [SkippableFact]
    public Task Cancel_Waiting_EndsAsCancelled() => EachWayAsync(
        o => o.AddWorkflow<PatientWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((PatientWorkflow wf) => wf.RunAsync());
            await BasicWorkflowTests.EventCountAsync(handle, EventType.TimerStarted, 1);
            await handle.CancelAsync();
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<CanceledFailureException>(failed.InnerException);
            Assert.Equal(WorkflowExecutionStatus.Canceled, (await handle.DescribeAsync()).Status);
        });

    [SkippableFact]
    public Task Cancel_BeforeTheFirstTask_EndsAsCancelled() => EachWayAsync(
        o => o.AddWorkflow<PatientWorkflow>(),
        async scene =>
        {
            var options = scene.Options();
            options.StartDelay = TimeSpan.FromMilliseconds(500);
            var handle = await scene.StartAsync((PatientWorkflow wf) => wf.RunAsync(), options);
            await handle.CancelAsync();
            await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.Equal(WorkflowExecutionStatus.Canceled, (await handle.DescribeAsync()).Status);
        });

    [SkippableFact]
    public Task Cancel_Caught_CleansUpAndCompletes() => EachWayAsync(
        o => o.AddWorkflow<TidyWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((TidyWorkflow wf) => wf.RunAsync());
            await BasicWorkflowTests.EventCountAsync(handle, EventType.WorkflowTaskCompleted, 1);
            await handle.CancelAsync();
            Assert.Equal("Hello, tidy!", await handle.GetResultAsync());
        });

    [SkippableTheory]
    [InlineData(ActivityCancellationType.TryCancel)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted)]
    [InlineData(ActivityCancellationType.Abandon)]
    public Task Activity_Cancelled_AsItsTypeSays(ActivityCancellationType type)
    {
        var steps = new Steps();
        return EachWayAsync(
            o =>
            {
                o.MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100);
                o.AddWorkflow<ImpatientWorkflow>().AddAllActivities(steps = new Steps());
            },
            async scene =>
            {
                var handle = await scene.StartAsync((ImpatientWorkflow wf) => wf.RunAsync(type));
                await steps.Begun.Task;
                await handle.SignalAsync(wf => wf.AskAsync());
                Assert.Equal("cancelled", await handle.GetResultAsync());
                var requests = (await handle.FetchHistoryAsync()).Events.Count(e => e.EventType == EventType.ActivityTaskCancelRequested);
                Assert.Equal(type == ActivityCancellationType.Abandon ? 0 : 1, requests);
            },
            [],
            $"{nameof(Activity_Cancelled_AsItsTypeSays)}_{type}");
    }

    [SkippableFact]
    public Task Cancel_BeforeAnythingIsSent_LeavesNoEvent() => EachWayAsync(
        o => o.AddWorkflow<NeverSentWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((NeverSentWorkflow wf) => wf.RunAsync());
            Assert.Equal("cancelled cancelled", await handle.GetResultAsync());
            var events = (await handle.FetchHistoryAsync()).Events;
            Assert.DoesNotContain(events, e => e.EventType == EventType.ActivityTaskScheduled);
            Assert.Single(events, e => e.EventType == EventType.TimerStarted);
        });

    [SkippableFact]
    public Task Terminate_Waiting_EndsAsTerminated() => EachWayAsync(
        o => o.AddWorkflow<PatientWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((PatientWorkflow wf) => wf.RunAsync());
            await BasicWorkflowTests.EventCountAsync(handle, EventType.TimerStarted, 1);
            await handle.TerminateAsync("enough");
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<TerminatedFailureException>(failed.InnerException);
        });
}
