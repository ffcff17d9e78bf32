using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Runtime;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class SchedulerEscapeTests
{
    private static readonly TaskCompletionSource HostSource = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Workflow]
    public class EscapingWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string how)
        {
            switch (how)
            {
                case "task-run":
                    await Task.Run(() => 1);
                    break;
                case "task-run-unawaited":
                    _ = Task.Run(() => 1);
                    break;
                case "task-delay":
                    await Task.Delay(TimeSpan.FromDays(1));
                    break;
                case "configure-await-promise":
                    await Workflow.DelayAsync(1).ConfigureAwait(false);
                    break;
                case "configure-await-method":
                    await HelpAsync().ConfigureAwait(false);
                    break;
                case "cancel-after":
                    using (var source = new CancellationTokenSource(TimeSpan.FromDays(1)))
                    {
                        await Workflow.DelayAsync(1, source.Token);
                    }

                    break;
                case "continue-with":
                    await Workflow.DelayAsync(1).ContinueWith(_ => { }, TaskScheduler.Default);
                    break;
                case "parallel":
                    Parallel.For(0, 4, _ => { });
                    break;
                case "wait-async":
                    await Workflow.DelayAsync(1).WaitAsync(TimeSpan.FromDays(1));
                    break;
            }

            return Workflow.InWorkflow ? "inside" : "outside";
        }

        private static async Task HelpAsync() => await Workflow.DelayAsync(1);
    }

    [Workflow]
    public class SoundWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Task.Yield();
            await Workflow.RunTaskAsync(async () => await Task.Yield());
            var source = new TaskCompletionSource<int>();
            var other = Workflow.RunTaskAsync(async () => await source.Task);
            var first = Workflow.WhenAnyAsync(other, Workflow.RunTaskAsync(() => Task.FromResult(2)));
            source.SetResult(1);
            await Workflow.WhenAllAsync(await first, other);
            using var semaphore = new SemaphoreSlim(1);
            await semaphore.WaitAsync();
            await HelpAsync();
            HostSource.TrySetResult();
            return Workflow.InWorkflow ? "inside" : "outside";
        }

        private static async Task HelpAsync()
        {
            await foreach (var _ in CountAsync())
            {
                await Task.CompletedTask;
            }
        }

        private static async IAsyncEnumerable<int> CountAsync()
        {
            await Task.Yield();
            yield return 1;
        }
    }

    [Workflow]
    public class BlockedWorkflow
    {
        public static readonly ManualResetEventSlim Release = new();

        [WorkflowRun]
        public Task RunAsync()
        {
            Release.Wait();
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class ForeignTokenWorkflow
    {
        public static readonly CancellationTokenSource Source = new();

        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(1000, Source.Token);
    }

    [Theory]
    [InlineData("task-run", "Task.Run")]
    [InlineData("task-run-unawaited", "Task.Run")]
    [InlineData("task-delay", "Task.Delay")]
    [InlineData("cancel-after", "CancelAfter")]
    [InlineData("parallel", "another scheduler")]
    [InlineData("wait-async", ".NET timer")]
    public void Run_LeavesTheScheduler_FailsTheTaskAtOnceWithThePlace(string how, string message)
    {
        var failure = CompletionAssert.TaskFails(WorkflowDriver.Create<EscapingWorkflow>(how).Start());
        Assert.Equal(nameof(InvalidWorkflowSchedulerException), failure.ApplicationFailureInfo.Type);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(EscapingWorkflow), failure.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("configure-await-promise", "ConfigureAwait(false)")]
    [InlineData("configure-await-method", "ConfigureAwait(false)")]
    [InlineData("continue-with", "another scheduler")]
    public void Run_ContinuesOutside_FailsTheTaskThatWouldContinue(string how, string message)
    {
        var driver = WorkflowDriver.Create<EscapingWorkflow>(how);
        CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Start());
        var failure = CompletionAssert.TaskFails(driver.Timer(1));
        Assert.Equal(nameof(InvalidWorkflowSchedulerException), failure.ApplicationFailureInfo.Type);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task-run")]
    [InlineData("task-run-unawaited")]
    public void Run_EscapeIsAFailureType_FailsTheWorkflow(string how)
    {
        var options = new WorkflowDriver.DriverOptions { FailureTypes = [typeof(InvalidWorkflowOperationException)] };
        Assert.Equal(
            nameof(InvalidWorkflowSchedulerException),
            CompletionAssert.Fails(WorkflowDriver.Create<EscapingWorkflow>(options, how).Start()).ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Run_StaysInside_IsLeftAlone()
    {
        var host = WaitForHostSourceAsync();
        Assert.Equal("inside", CompletionAssert.Completes<string>(WorkflowDriver.Create<SoundWorkflow>().Start()));
        await host;
    }

    [Fact]
    public void Run_TokenCancelledFromOutside_FailsTheNextTask()
    {
        var driver = WorkflowDriver.Create<ForeignTokenWorkflow>();
        driver.Start();
        ForeignTokenWorkflow.Source.Cancel();
        Assert.Contains("cancelled from outside", CompletionAssert.TaskFails(driver.Timer(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActivateAsync_Blocked_FailsTheTaskAndGivesTheInstanceUp()
    {
        try
        {
            var completion = await WorkflowActivator.ActivateAsync(
                new StartOnly(WorkflowDriver.Create<BlockedWorkflow>()), Activation(), "wf-1", TimeSpan.FromMilliseconds(50));
            Assert.StartsWith("[TMPRL1101]", CompletionAssert.TaskFails(completion).Message, StringComparison.Ordinal);
            Assert.True(completion.IsInstanceLost);
        }
        finally
        {
            BlockedWorkflow.Release.Set();
        }
    }

    [Fact]
    public async Task ActivateAsync_YieldsInTime_GivesItsCompletion()
    {
        var completion = await WorkflowActivator.ActivateAsync(
            new StartOnly(WorkflowDriver.Create<EscapingWorkflow>("not at all")), Activation(), "wf-1", TimeSpan.FromMinutes(2));
        Assert.Equal("inside", CompletionAssert.Completes<string>(completion));
        Assert.False(completion.IsInstanceLost);
    }

    private static async Task WaitForHostSourceAsync() => await HostSource.Task;

    private static WorkflowActivation Activation() => new() { RunId = "run-1", Timestamp = DateTime.UnixEpoch };

    private sealed class StartOnly(WorkflowDriver driver) : IWorkflowInstance
    {
        public WorkflowActivationCompletion Activate(WorkflowActivation activation) => driver.Start();
    }
}
