using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Engine.Paging;

namespace Temporal.Sdk.Tests.Engine;

public sealed class TaskBoundaryTests
{
    [Fact]
    public void FindEnd_FirstTask_EndsWithItsStart() => AssertEnd(3, new HistoryBuilder().Started().TaskStarted());

    [Fact]
    public void FindEnd_CompletedTask_EndsWithItsStart() =>
        AssertEnd(3, new HistoryBuilder().Started().Task().TimerStarted("1").TimerFired("1", 5).TaskStarted());

    [Fact]
    public void FindEnd_FailedAttempt_BelongsToNextTask() =>
        AssertEnd(6, new HistoryBuilder().Started().TaskStarted().TaskFailed().TaskStarted());

    [Fact]
    public void FindEnd_FinalEvent_Ends() =>
        AssertEnd(5, new HistoryBuilder().Started().Task().Completed(), from: 3);

    [Fact]
    public void FindEnd_HeartbeatTasks_AreOneTask()
    {
        // Without news and commands, and with the next task right behind, a task only kept itself alive.
        var history = new HistoryBuilder().Started().Task().Task().Task().TimerStarted("1").Signaled("s").TaskStarted();
        AssertEnd(9, history, from: 3);
    }

    [Fact]
    public void FindEnd_TaskWithNewsButWithoutCommands_IsATaskOfItsOwn()
    {
        // The code saw the timer before the signal; in one task it would see the signal first.
        var history = new HistoryBuilder().Started().Task().TimerStarted("1").TimerFired("1", 5).Task().TaskScheduled().Signaled("s").Of(EventType.WorkflowTaskStarted);
        AssertEnd(8, history, from: 5);
    }

    [Fact]
    public void FindEnd_FirstTaskWithoutCommands_IsATaskOfItsOwn() =>
        AssertEnd(3, new HistoryBuilder().Started().Task().TaskStarted());

    [Fact]
    public void FindEnd_UpdateAcceptedInEarlierTask_EndsThere()
    {
        // The request came behind event 6, so the task that began before that handled it, not the one at 9.
        var history = new HistoryBuilder().Started().Task().Task().Task().UpdateAccepted("u", 7).Signaled("s").TaskStarted();
        AssertEnd(6, history, from: 3);
    }

    [Fact]
    public void FindEnd_PageEndsAtStartWithoutCommand_IsUnknown()
    {
        var events = new HistoryBuilder().Started().Task().Signaled("s").TaskStarted().Events;
        Assert.Equal(TaskBoundary.Unknown, TaskBoundary.FindEnd(events, 3, hasLastTask: false));
    }

    [Fact]
    public void FindEnd_PageEndsAtCompletion_IsUnknown()
    {
        var events = new HistoryBuilder().Started().Task().Signaled("s").Task().Events;
        Assert.Equal(TaskBoundary.Unknown, TaskBoundary.FindEnd(events, 3, hasLastTask: false));
    }

    [Fact]
    public void FindEnd_TimedOutRun_EndsWithIt() =>
        AssertEnd(5, new HistoryBuilder().Started().Task().Of(EventType.WorkflowExecutionTimedOut), from: 3);

    /// <summary>Asserts that the task behind event <paramref name="from" /> ends with event <paramref name="expectedId" />.</summary>
    private static void AssertEnd(long expectedId, HistoryBuilder history, int from = 0) =>
        Assert.Equal(expectedId, TaskBoundary.FindEnd(history.Events, from, hasLastTask: true) + 1);
}
