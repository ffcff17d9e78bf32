using Temporalio.Worker.Activations;
using Temporalio.Workflows;
using Mutex = Temporalio.Workflows.Mutex;
using Semaphore = Temporalio.Workflows.Semaphore;

namespace Temporal.Sdk.Tests.Runtime;

public class LockTests
{
    [Workflow]
    public class SemaphoreWorkflow
    {
        private readonly Semaphore semaphore = new(2);
        private readonly List<string> order = [];

        [WorkflowRun]
        public async Task<string[]> RunAsync()
        {
            await Workflow.WhenAllAsync(Enumerable.Range(1, 4).Select(UseAsync));
            order.Add($"{semaphore.CurrentCount}/{semaphore.Max}");
            return [.. order];
        }

        private async Task UseAsync(int number)
        {
            await semaphore.WaitAsync();
            order.Add($"+{number}");
            await Workflow.DelayAsync(number);
            order.Add($"-{number}");
            semaphore.Release();
        }
    }

    [Workflow]
    public class MutexWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var mutex = new Mutex();
            await mutex.WaitOneAsync();
            var second = await mutex.WaitOneAsync(TimeSpan.FromSeconds(1));
            mutex.ReleaseMutex();
            var third = await mutex.WaitOneAsync(1000);
            mutex.ReleaseMutex();
            try
            {
                mutex.ReleaseMutex();
                return "released twice";
            }
            catch (InvalidOperationException)
            {
                return $"{second} {third}";
            }
        }
    }

    [Fact]
    public void Semaphore_MoreThanPlaces_ServesInOrder()
    {
        var driver = WorkflowDriver.Create<SemaphoreWorkflow>();
        Assert.Equal(2, CompletionAssert.Commands(driver.Start()).Count);
        CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Timer(2));
        CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Timer(1));
        CompletionAssert.Waits(driver.Timer(3));
        Assert.Equal(["+1", "+2", "-2", "+3", "-1", "+4", "-3", "-4", "2/2"], CompletionAssert.Completes<string[]>(driver.Timer(4)));
    }

    [Fact]
    public void Mutex_Taken_WaitsInTime()
    {
        var driver = WorkflowDriver.Create<MutexWorkflow>();
        CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Start());
        Assert.Equal("False True", CompletionAssert.Completes<string>(driver.Timer(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Semaphore_WithoutPlaces_IsRefused(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => new Semaphore(count));

    [Fact]
    public void Semaphore_ReleasedTooOften_Throws() => Assert.Throws<InvalidOperationException>(() => new Semaphore(1).Release());
}
