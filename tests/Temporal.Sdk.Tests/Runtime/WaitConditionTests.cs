using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class WaitConditionTests
{
    [Workflow]
    public class WaitWorkflow
    {
        private bool isOpen;

        [WorkflowRun]
        public async Task<string> RunAsync(int? timeoutMilliseconds)
        {
            if (timeoutMilliseconds is not { } timeout)
            {
                await Workflow.WaitConditionAsync(() => isOpen);
                return "open";
            }

            return await Workflow.WaitConditionWithOptionsAsync(
                new WaitConditionOptions(() => isOpen, TimeSpan.FromMilliseconds(timeout), "for the door")) ? "open" : "late";
        }

        [WorkflowSignal]
        public Task OpenAsync()
        {
            isOpen = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class OrderWorkflow
    {
        private readonly List<string> order = [];
        private int places;

        [WorkflowRun]
        public async Task<string[]> RunAsync()
        {
            await Workflow.WhenAllAsync(TakeAsync("a"), TakeAsync("b"), TakeAsync("c"));
            return [.. order];
        }

        [WorkflowSignal]
        public Task GiveAsync(int count)
        {
            places += count;
            return Task.CompletedTask;
        }

        [WorkflowQuery]
        public string[] Order() => [.. order];

        private async Task TakeAsync(string name)
        {
            await Workflow.WaitConditionAsync(() => places > 0);
            places--;
            order.Add(name);
        }
    }

    [Workflow]
    public class ThrowingConditionWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(bool schedules)
        {
            try
            {
                await Workflow.WaitConditionAsync(() => schedules ? !Workflow.DelayAsync(1).IsCompleted : throw new ArgumentException("odd"), TimeSpan.FromDays(1));
                return "true";
            }
            catch (ArgumentException e)
            {
                return e.Message;
            }
        }
    }

    [Fact]
    public void WaitCondition_BecomesTrue_GoesOn()
    {
        var driver = WorkflowDriver.Create<WaitWorkflow>(new object?[] { null });
        CompletionAssert.Waits(driver.Start());
        Assert.Equal("open", CompletionAssert.Completes<string>(driver.Signal("Open")));
    }

    [Fact]
    public void WaitCondition_TrueInTime_TakesTheTimerBack()
    {
        var driver = WorkflowDriver.Create<WaitWorkflow>(500);
        var timer = CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Start());
        Assert.Equal("for the door", WorkflowDriver.Value<string>(timer.Summary));
        var completion = driver.Signal("Open");
        Assert.Equal(timer.Seq, CompletionAssert.One<WorkflowCommand.CancelTimer>(completion).Seq);
        Assert.Equal("open", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void WaitCondition_TimeOver_GivesFalse()
    {
        var driver = WorkflowDriver.Create<WaitWorkflow>(500);
        driver.Start();
        Assert.Equal("late", CompletionAssert.Completes<string>(driver.Timer(1)));
    }

    [Fact]
    public void WaitCondition_InfiniteTime_StartsNoTimer()
    {
        var driver = WorkflowDriver.Create<WaitWorkflow>(-1);
        CompletionAssert.Waits(driver.Start());
        Assert.Equal("open", CompletionAssert.Completes<string>(driver.Signal("Open")));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(500, 2)]
    public void WaitCondition_WorkflowCancelled_Throws(int? timeout, int commands)
    {
        var driver = WorkflowDriver.Create<WaitWorkflow>(timeout);
        driver.Start();
        var completion = driver.Cancel();
        Assert.Equal(commands, CompletionAssert.Commands(completion).Count);
        CompletionAssert.One<WorkflowCommand.CancelWorkflow>(completion);
    }

    [Fact]
    public void WaitCondition_SeveralTrue_GoOnOneByOneInTheOrderOfWaiting()
    {
        var driver = WorkflowDriver.Create<OrderWorkflow>();
        driver.Start();
        CompletionAssert.Waits(driver.Signal("Give", 1));
        Assert.Equal(["a"], WorkflowDriver.Value<string[]>(driver.Query("Order").Result));
        Assert.Equal(["a", "b", "c"], CompletionAssert.Completes<string[]>(driver.Signal("Give", 2)));
    }

    [Fact]
    public void WaitCondition_Throws_TheWaiterGetsIt()
    {
        var completion = WorkflowDriver.Create<ThrowingConditionWorkflow>(false).Start();
        Assert.Equal("odd", CompletionAssert.Completes<string>(completion));
        CompletionAssert.One<WorkflowCommand.CancelTimer>(completion);
    }

    [Fact]
    public void WaitCondition_Schedules_FailsTheTask()
    {
        var failure = CompletionAssert.TaskFails(WorkflowDriver.Create<ThrowingConditionWorkflow>(true).Start());
        Assert.Contains("may only read", failure.Message, StringComparison.Ordinal);
    }
}
