using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class TimerTests
{
    [Workflow]
    public class DelayWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(int milliseconds, string? summary)
        {
            await Workflow.DelayWithOptionsAsync(new DelayOptions(milliseconds, summary));
            return "woke";
        }
    }

    [Workflow]
    public class CancelOwnTimerWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(bool atOnce)
        {
            using var source = new CancellationTokenSource();
            if (atOnce)
            {
                source.Cancel();
            }

            var delay = Workflow.DelayAsync(TimeSpan.FromHours(1), source.Token);
            if (!atOnce)
            {
                await Workflow.DelayAsync(10);
                source.Cancel();
            }

            try
            {
                await delay;
                return "woke";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        }
    }

    [Fact]
    public void Delay_Started_AsksForATimerAndGoesOnWhenItFires()
    {
        var driver = WorkflowDriver.Create<DelayWorkflow>(1500, "why");
        var timer = CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Start());
        Assert.Equal(TimeSpan.FromMilliseconds(1500), timer.StartToFireTimeout);
        Assert.Equal("why", WorkflowDriver.Value<string>(timer.Summary));
        Assert.Equal("woke", CompletionAssert.Completes<string>(driver.Timer(timer.Seq)));
    }

    [Fact]
    public void Delay_OfZero_IsOneMillisecond()
    {
        var timer = CompletionAssert.Only<WorkflowCommand.StartTimer>(WorkflowDriver.Create<DelayWorkflow>(0, null).Start());
        Assert.Equal(TimeSpan.FromMilliseconds(1), timer.StartToFireTimeout);
        Assert.Null(timer.Summary);
    }

    [Fact]
    public void Delay_Infinite_StartsNoTimerAndEndsByCancellation()
    {
        var driver = WorkflowDriver.Create<DelayWorkflow>(-1, null);
        CompletionAssert.Waits(driver.Start());
        CompletionAssert.Only<WorkflowCommand.CancelWorkflow>(driver.Cancel());
    }

    [Fact]
    public void Delay_Negative_FailsTheTask()
    {
        var failure = CompletionAssert.TaskFails(WorkflowDriver.Create<DelayWorkflow>(-5, null).Start());
        Assert.Equal("ArgumentOutOfRangeException", failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public void Delay_WorkflowCancelled_CancelsTheTimerAndTheWorkflow()
    {
        var driver = WorkflowDriver.Create<DelayWorkflow>(1000, null);
        driver.Start();
        Assert.Collection(
            CompletionAssert.Commands(driver.Cancel()),
            c => Assert.Equal(new WorkflowCommand.CancelTimer(1), c),
            c => Assert.IsType<WorkflowCommand.CancelWorkflow>(c));
    }

    [Fact]
    public void Delay_FiresInTheActivationThatCancelsIt_IsCancelled()
    {
        var driver = WorkflowDriver.Create<DelayWorkflow>(1000, null);
        driver.Start();
        CompletionAssert.One<WorkflowCommand.CancelWorkflow>(driver.Send(new WorkflowActivationJob.CancelWorkflow("asked"), new WorkflowActivationJob.FireTimer(1)));
    }

    [Fact]
    public void Delay_OwnTokenCancelled_CancelsTheTimerAlone()
    {
        var driver = WorkflowDriver.Create<CancelOwnTimerWorkflow>(false);
        Assert.Equal(2, CompletionAssert.Commands(driver.Start()).Count);
        var completion = driver.Timer(2);
        Assert.Equal(1u, CompletionAssert.One<WorkflowCommand.CancelTimer>(completion).Seq);
        Assert.Equal("cancelled", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void Delay_TokenCancelledBefore_AsksForNothing()
    {
        var completion = WorkflowDriver.Create<CancelOwnTimerWorkflow>(true).Start();
        Assert.Single(CompletionAssert.Commands(completion));
        Assert.Equal("cancelled", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void Activate_TimerThatIsNotThere_FailsTheTask()
    {
        var driver = WorkflowDriver.Create<DelayWorkflow>(1000, null);
        driver.Start();
        var completion = driver.Timer(9);
        Assert.Contains("no pending timer 9", CompletionAssert.TaskFails(completion).Message, StringComparison.Ordinal);
        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, completion.FailureCause);
    }
}
