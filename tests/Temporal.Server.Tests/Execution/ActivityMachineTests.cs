using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Execution;

public sealed class ActivityMachineTests
{
    private const string Begin = "WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted ActivityTaskScheduled";

    [Fact]
    public async Task Complete_Started_WritesStartedWithTheResult()
    {
        var service = await ScheduledAsync();
        await service.CompleteAsync(await service.PollActivityAsync());
        Assert.Equal($"{Begin} ActivityTaskStarted ActivityTaskCompleted WorkflowTaskScheduled", await service.TypesAsync());
        var history = await service.HistoryAsync();
        Assert.Equal(6, history[6].ActivityTaskCompletedEventAttributes.StartedEventId);
    }

    [Fact]
    public async Task Complete_WhileWorkflowTaskIsStarted_KeepsItsStartedEventWired()
    {
        var service = await ScheduledAsync();
        var activity = await service.PollActivityAsync();
        await service.SignalAsync();
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(activity);
        await service.SignalAsync();
        await service.CompleteAsync(task);
        Assert.EndsWith("WorkflowTaskCompleted ActivityTaskStarted WorkflowExecutionSignaled ActivityTaskCompleted WorkflowTaskScheduled", await service.TypesAsync(), StringComparison.Ordinal);
        var history = await service.HistoryAsync();
        Assert.Equal(history[^4].EventId, history[^2].ActivityTaskCompletedEventAttributes.StartedEventId);
    }

    [Fact]
    public async Task Cancel_EndedWhileWorkflowTaskIsStarted_IsRecordedAndChangesNothing()
    {
        var service = await ScheduledAsync();
        var activity = await service.PollActivityAsync();
        await service.SignalAsync();
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(activity);
        await service.CompleteAsync(task, Commands.CancelActivity(5));
        Assert.EndsWith("WorkflowTaskCompleted ActivityTaskCancelRequested ActivityTaskStarted ActivityTaskCompleted WorkflowTaskScheduled", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_Retryable_ComesAgainAfterTheInterval()
    {
        var service = await ScheduledAsync();
        await service.FailAsync(await service.PollActivityAsync());
        var pending = Assert.Single((await service.DescribeAsync()).PendingActivities);
        Assert.Equal(2, pending.Attempt);
        Assert.Equal(PendingActivityState.Scheduled, pending.State);
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromSeconds(1)), pending.CurrentRetryInterval);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await service.PollActivityAsync();
        Assert.Equal(2, second.Attempt);
        await service.CompleteAsync(second);
        var started = (await service.HistoryAsync())[5].ActivityTaskStartedEventAttributes;
        Assert.Equal(2, started.Attempt);
        Assert.Equal("no", started.LastFailure.Message);
    }

    [Fact]
    public async Task Fail_NonRetryable_ClosesTheActivity()
    {
        var service = await ScheduledAsync();
        await service.FailAsync(await service.PollActivityAsync(), nonRetryable: true);
        var failed = (await service.HistoryAsync())[6].ActivityTaskFailedEventAttributes;
        Assert.Equal(RetryState.NonRetryableFailure, failed.RetryState);
    }

    [Fact]
    public async Task Fail_LastAttempt_SaysThatAttemptsAreUsedUp()
    {
        var service = await ScheduledAsync(1);
        await service.FailAsync(await service.PollActivityAsync());
        var failed = (await service.HistoryAsync())[6].ActivityTaskFailedEventAttributes;
        Assert.Equal(RetryState.MaximumAttemptsReached, failed.RetryState);
    }

    [Fact]
    public async Task Heartbeat_Missing_TimesTheAttemptOut()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Activity("a", activity =>
        {
            activity.HeartbeatTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(2));
            activity.RetryPolicy = new RetryPolicy { MaximumAttempts = 1 };
        }));
        var task = await service.PollActivityAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.CallAsync<RecordActivityTaskHeartbeatResponse>(new RecordActivityTaskHeartbeatRequest { Namespace = TestService.Namespace, TaskToken = task.TaskToken });
        service.Clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Single((await service.DescribeAsync()).PendingActivities);
        service.Clock.Advance(TimeSpan.FromSeconds(0.5));
        var timedOut = (await service.HistoryAsync())[6].ActivityTaskTimedOutEventAttributes;
        Assert.Equal(TimeoutType.Heartbeat, timedOut.Failure.TimeoutFailureInfo.TimeoutType);
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(task));
        Assert.Equal(GrpcCode.NotFound, error.Code);
    }

    [Fact]
    public async Task ScheduleToClose_Over_IsFinal()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Activity("a", activity =>
        {
            activity.ScheduleToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(5));
            activity.ScheduleToStartTimeout = null;
        }));
        await service.PollActivityAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        var timedOut = (await service.HistoryAsync())[6].ActivityTaskTimedOutEventAttributes;
        Assert.Equal(RetryState.NonRetryableFailure, timedOut.RetryState);
    }

    [Fact]
    public async Task RequestCancel_NotStarted_CancelsAtOnce()
    {
        var service = await ScheduledAsync();
        await service.SignalAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.CancelActivity(5));
        Assert.EndsWith("WorkflowTaskCompleted ActivityTaskCancelRequested ActivityTaskCanceled WorkflowTaskScheduled", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_StartedActivity_ItsCompletionStillCounts()
    {
        var service = await ScheduledAsync();
        var task = await service.PollActivityAsync();
        service = await service.RestartAsync();
        await service.CompleteAsync(task);
        Assert.Equal($"{Begin} ActivityTaskStarted ActivityTaskCompleted WorkflowTaskScheduled", await service.TypesAsync());
    }

    [Theory]
    [InlineData(0, PendingActivityState.Scheduled)]
    [InlineData(1, PendingActivityState.Started)]
    public async Task Restart_StartedActivity_WaitsForAnotherWorkerUnlessItMayRunOnce(int maximumAttempts, PendingActivityState state)
    {
        var service = await ScheduledAsync(maximumAttempts);
        var task = await service.PollActivityAsync();
        service = await service.RestartAsync();
        Assert.Equal(state, Assert.Single((await service.DescribeAsync()).PendingActivities).State);
        await service.CompleteAsync(task);
        Assert.Equal($"{Begin} ActivityTaskStarted ActivityTaskCompleted WorkflowTaskScheduled", await service.TypesAsync());
    }

    [Fact]
    public async Task Restart_ActivityBacksOff_ComesAtItsTime()
    {
        var service = await ScheduledAsync();
        await service.FailAsync(await service.PollActivityAsync());
        service = await service.RestartAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var task = await service.PollActivityAsync();
        Assert.Equal(2, task.Attempt);
        Assert.Equal("a", task.ActivityId);
    }

    private static async Task<TestService> ScheduledAsync(int maximumAttempts = 0)
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Activity("a", activity =>
            activity.RetryPolicy = new RetryPolicy { MaximumAttempts = maximumAttempts }));
        return service;
    }
}
