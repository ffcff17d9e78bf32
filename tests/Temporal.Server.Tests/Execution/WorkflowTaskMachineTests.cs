using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporal.Server.Tests.Execution;

public sealed class WorkflowTaskMachineTests
{
    private const string Begin = "WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted";

    [Fact]
    public async Task Complete_ClosingCommand_ClosesTheRun()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(task, Commands.Complete());
        Assert.Equal($"{Begin} WorkflowTaskCompleted WorkflowExecutionCompleted", await service.TypesAsync());
        Assert.Equal([1L, 2L, 3L], task.History.Events.Select(entry => entry.EventId));
    }

    [Fact]
    public async Task Fail_SecondTime_LeavesNoEventAndTheNextCarriesItsAttempt()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.FailAsync(await service.PollWorkflowAsync());
        var second = await service.PollWorkflowAsync();
        Assert.Equal(2, second.Attempt);
        Assert.Equal(["WorkflowTaskScheduled", "WorkflowTaskStarted"], second.History.Events.TakeLast(2).Select(entry => entry.EventType.ToString()));
        await service.FailAsync(second);
        Assert.Equal($"{Begin} WorkflowTaskFailed", await service.TypesAsync());
        var third = await service.PollWorkflowAsync();
        await service.CompleteAsync(third);
        var history = await service.HistoryAsync();
        Assert.Equal($"{Begin} WorkflowTaskFailed WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted", await service.TypesAsync());
        Assert.Equal(3, history[4].WorkflowTaskScheduledEventAttributes.Attempt);
        Assert.Equal(Enumerable.Range(1, 7).Select(id => (long)id), history.Select(entry => entry.EventId));
    }

    [Fact]
    public async Task Start_NotCompletedInTime_TimesOutAndComesAgain()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var first = await service.PollWorkflowAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal($"{Begin} WorkflowTaskTimedOut", await service.TypesAsync());
        await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(first, Commands.Complete()));
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Complete());
        Assert.EndsWith("WorkflowExecutionCompleted", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signal_WhileTaskIsStarted_ComesAfterItsCompletion()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var task = await service.PollWorkflowAsync();
        await service.SignalAsync();
        Assert.Equal(Begin, await service.TypesAsync());
        await service.CompleteAsync(task, Commands.StartTimer("1", TimeSpan.FromHours(1)));
        Assert.Equal($"{Begin} WorkflowTaskCompleted TimerStarted WorkflowExecutionSignaled WorkflowTaskScheduled", await service.TypesAsync());
    }

    [Fact]
    public async Task Complete_ClosingCommandWithBufferedSignal_FailsTheTask()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var task = await service.PollWorkflowAsync();
        await service.SignalAsync();
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(task, Commands.Complete()));
        Assert.Equal("UnhandledCommand", error.Message);
        Assert.Equal($"{Begin} WorkflowTaskFailed WorkflowExecutionSignaled WorkflowTaskScheduled", await service.TypesAsync());
    }

    [Fact]
    public async Task Complete_CommandAfterClosingOne_IsRefusedWithoutATrace()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var task = await service.PollWorkflowAsync();
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(task, Commands.Complete(), Commands.StartTimer("1", TimeSpan.FromSeconds(1))));
        Assert.Equal("invalid command sequence: [CompleteWorkflowExecution, StartTimer], command CompleteWorkflowExecution must be the last command.", error.Message);
        Assert.Equal(Begin, await service.TypesAsync());
    }

    [Fact]
    public async Task Complete_DuplicateTimer_FailsTheTaskAndAppliesNothing()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var task = await service.PollWorkflowAsync();
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(
            task, Commands.StartTimer("1", TimeSpan.FromSeconds(1)), Commands.StartTimer("1", TimeSpan.FromSeconds(1))));
        Assert.StartsWith("StartTimerDuplicateId", error.Message, StringComparison.Ordinal);
        Assert.Equal($"{Begin} WorkflowTaskFailed", await service.TypesAsync());
    }

    [Fact]
    public async Task Complete_WithStickyQueueAndNextTaskWanted_ReturnsItWithNewEventsOnly()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var task = await service.PollWorkflowAsync();
        await service.SignalAsync();
        var response = await service.CompleteAsync(task, request =>
        {
            request.ReturnNewWorkflowTask = true;
            request.StickyAttributes = new StickyExecutionAttributes
            {
                WorkerTaskQueue = new TaskQueue { Name = "sticky", Kind = TaskQueueKind.Sticky },
                ScheduleToStartTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
            };
        });
        Assert.Equal(
            "WorkflowTaskCompleted WorkflowExecutionSignaled WorkflowTaskScheduled WorkflowTaskStarted",
            string.Join(' ', response.WorkflowTask.History.Events.Select(entry => entry.EventType)));
        Assert.Equal(3, response.WorkflowTask.PreviousStartedEventId);
    }

    [Fact]
    public async Task Schedule_StickyWorkerGone_GoesToTheNormalQueueWithTheWholeHistory()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.StickyAttributes = new StickyExecutionAttributes
        {
            WorkerTaskQueue = new TaskQueue { Name = "sticky", Kind = TaskQueueKind.Sticky },
            ScheduleToStartTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
        });
        await service.SignalAsync();
        var task = await service.PollWorkflowAsync();
        Assert.Equal(1, task.Attempt);
        Assert.Equal(1, task.History.Events[0].EventId);
    }

    [Fact]
    public async Task Restart_TaskScheduled_IsHandedOut()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.PollWorkflowAsync();
        service = await service.RestartAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Complete());
        Assert.Equal($"{Begin} WorkflowTaskCompleted WorkflowExecutionCompleted", await service.TypesAsync());
    }

    [Fact]
    public async Task Restart_SignalBuffered_IsNotLost()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var task = await service.PollWorkflowAsync();
        await service.SignalAsync(requestId: "1");
        service = await service.RestartAsync();
        await service.SignalAsync(requestId: "1");
        await service.CompleteAsync(task);
        Assert.Equal($"{Begin} WorkflowTaskCompleted WorkflowExecutionSignaled WorkflowTaskScheduled", await service.TypesAsync());
    }
}
