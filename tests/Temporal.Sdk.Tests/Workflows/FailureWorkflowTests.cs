using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class FailureWorkflowTests : WorkflowTestBase
{
    [Workflow]
    public class RetriedStepWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string key, int times) => Workflow.ExecuteActivityAsync((Steps s) => s.FailFirst(key, times), new ActivityOptions
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(20),
            RetryPolicy = new RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(20), MaximumAttempts = 3 },
        });
    }

    [Workflow]
    public class FailedStepWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(bool catches)
        {
            try
            {
                await Workflow.ExecuteActivityAsync((Steps s) => s.FailForGood("broken"), new ActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(20) });
                return "fine";
            }
            catch (ActivityFailureException e) when (catches)
            {
                var cause = (ApplicationFailureException)e.InnerException!;
                return $"{e.ActivityType} {cause.Message} {cause.ErrorType} {cause.Details.ElementAt<string>(0)} {cause.Details.ElementAt<int>(1)} {cause.InnerException?.Message}";
            }
        }
    }

    [Workflow]
    public class LateStepWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(bool heartbeat)
        {
            try
            {
                await Workflow.ExecuteActivityAsync((Steps s) => s.HangAsync(), new ActivityOptions
                {
                    StartToCloseTimeout = TimeSpan.FromSeconds(heartbeat ? 60 : 1),
                    HeartbeatTimeout = heartbeat ? TimeSpan.FromSeconds(1) : null,
                    RetryPolicy = new RetryPolicy { MaximumAttempts = 1 },
                });
                return "in time";
            }
            catch (ActivityFailureException e)
            {
                return $"{((TimeoutFailureException)e.InnerException!).TimeoutType}";
            }
        }
    }

    [Workflow]
    public class FailingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new ApplicationFailureException("meant", "Meant", nonRetryable: true, details: ["d"]);
    }

    [Workflow]
    public class RetriedWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync() => Workflow.Info.Attempt < 3
            ? throw new ApplicationFailureException($"attempt {Workflow.Info.Attempt}", "Again")
            : Task.FromResult(Workflow.Info.Attempt);
    }

    [Workflow]
    public class RepairedWorkflow
    {
        public static int Faults { get; set; }

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(10);
            if (Faults-- > 0)
            {
                throw new InvalidOperationException("a bug that will be repaired");
            }

            return "repaired";
        }
    }

    [Workflow]
    public class StrayingWorkflow
    {
        public static int Faults { get; set; }

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            if (Faults-- > 0)
            {
                await Task.Delay(TimeSpan.FromMinutes(1));
            }

            await Workflow.DelayAsync(10);
            return "back";
        }
    }

    [Workflow]
    public class BlockingWorkflow
    {
        public static ManualResetEventSlim Gate { get; } = new(true);

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            Gate.Wait();
            await Workflow.DelayAsync(10);
            return "through";
        }
    }

    [SkippableTheory]
    [InlineData(2, "attempt 3")]
    [InlineData(3, null)]
    public Task Activity_FailsAtFirst_IsRetriedAsItsPolicySays(int times, string? expected) => EachWayAsync(
        o => o.AddWorkflow<RetriedStepWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((RetriedStepWorkflow wf) => wf.RunAsync(WorkflowScene.NewId(), times));
            if (expected is not null)
            {
                Assert.Equal(expected, await handle.GetResultAsync());
                return;
            }

            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.Equal(RetryState.MaximumAttemptsReached, Assert.IsType<ActivityFailureException>(failed.InnerException).RetryState);
        },
        [],
        $"{nameof(Activity_FailsAtFirst_IsRetriedAsItsPolicySays)}_{times}");

    [SkippableFact]
    public Task Activity_FailsForGood_TellsAllOfIt() => EachWayAsync(
        o => o.AddWorkflow<FailedStepWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            Assert.Equal("FailForGood broken ForGood a detail 7 the cause", await scene.ExecuteAsync((FailedStepWorkflow wf) => wf.RunAsync(true)));
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => scene.ExecuteAsync((FailedStepWorkflow wf) => wf.RunAsync(false)));
            Assert.Equal("ForGood", Assert.IsType<ApplicationFailureException>(failed.InnerException?.InnerException).ErrorType);
        });

    [SkippableTheory]
    [InlineData(false, TimeoutType.StartToClose)]
    [InlineData(true, TimeoutType.Heartbeat)]
    public Task Activity_TooLate_TimesOut(bool heartbeat, TimeoutType type) => EachWayAsync(
        o => o.AddWorkflow<LateStepWorkflow>().AddAllActivities(new Steps()),
        async scene => Assert.Equal($"{type}", await scene.ExecuteAsync((LateStepWorkflow wf) => wf.RunAsync(heartbeat))),
        [],
        $"{nameof(Activity_TooLate_TimesOut)}_{type}");

    [SkippableFact]
    public Task Workflow_Fails_TellsItsFailure() => EachWayAsync(
        o => o.AddWorkflow<FailingWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((FailingWorkflow wf) => wf.RunAsync());
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            var failure = Assert.IsType<ApplicationFailureException>(failed.InnerException);
            Assert.Equal("Meant", failure.ErrorType);
            Assert.Equal("d", failure.Details.ElementAt<string>(0));
        });

    [SkippableFact]
    public Task Workflow_WithRetryPolicy_IsTriedAgain() => EachWayAsync(
        o => o.AddWorkflow<RetriedWorkflow>(),
        async scene =>
        {
            var options = scene.Options();
            options.RetryPolicy = new RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(20) };
            Assert.Equal(3, await scene.ExecuteAsync((RetriedWorkflow wf) => wf.RunAsync(), options));
        });

    [SkippableFact]
    public Task Task_HasABug_FailsAndIsTriedAgainUntilItIsRepaired() => EachWayAsync(
        o =>
        {
            RepairedWorkflow.Faults = 1;
            o.AddWorkflow<RepairedWorkflow>();
        },
        async scene =>
        {
            var handle = await scene.StartAsync((RepairedWorkflow wf) => wf.RunAsync());
            Assert.Equal("repaired", await handle.GetResultAsync());
            Assert.Equal("a bug that will be repaired", (await FailedTasksAsync(handle)).First().Failure.Message);
        });

    [SkippableFact]
    public Task Task_LeavesItsScheduler_FailsWithAnExplanation() => EachWayAsync(
        o =>
        {
            StrayingWorkflow.Faults = 1;
            o.AddWorkflow<StrayingWorkflow>();
        },
        async scene =>
        {
            var handle = await scene.StartAsync((StrayingWorkflow wf) => wf.RunAsync());
            Assert.Equal("back", await handle.GetResultAsync());
            Assert.Contains("Workflow.DelayAsync", (await FailedTasksAsync(handle)).First().Failure.Message, StringComparison.Ordinal);
        });

    [SkippableFact]
    public Task Task_Blocks_FailsAfterTwoSecondsAndLosesItsInstance() => EachWayAsync(
        o =>
        {
            BlockingWorkflow.Gate.Reset();
            o.AddWorkflow<BlockingWorkflow>();
        },
        async scene =>
        {
            var handle = await scene.StartAsync((BlockingWorkflow wf) => wf.RunAsync());
            await BasicWorkflowTests.EventCountAsync(handle, EventType.WorkflowTaskFailed, 1);
            BlockingWorkflow.Gate.Set();
            Assert.Equal("through", await handle.GetResultAsync());
            Assert.Contains("[TMPRL1101]", (await FailedTasksAsync(handle)).First().Failure.Message, StringComparison.Ordinal);
        });

    private static async Task<List<Temporalio.Api.History.V1.WorkflowTaskFailedEventAttributes>> FailedTasksAsync(Temporalio.Client.WorkflowHandle handle) =>
        [.. (await handle.FetchHistoryAsync()).Events.Where(e => e.EventType == EventType.WorkflowTaskFailed).Select(e => e.WorkflowTaskFailedEventAttributes)];
}
