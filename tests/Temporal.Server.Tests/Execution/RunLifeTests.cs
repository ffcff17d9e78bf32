using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Server.Tests.Execution;

/// <summary>How runs begin, follow each other, act on each other and end.</summary>
public sealed class RunLifeTests
{
    [Fact]
    public async Task Timer_Due_FiresAtItsTimeAndNotBefore()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.StartTimer("1", TimeSpan.FromSeconds(5)));
        service.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.EndsWith("TimerStarted", await service.TypesAsync(), StringComparison.Ordinal);
        service.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.EndsWith("TimerStarted TimerFired WorkflowTaskScheduled", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelTimer_FiredMeanwhile_TakesTheFiringBack()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.StartTimer("1", TimeSpan.FromSeconds(5)));
        await service.SignalAsync();
        var task = await service.PollWorkflowAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        await service.CompleteAsync(task, Commands.CancelTimer("1"));
        Assert.EndsWith("WorkflowTaskCompleted TimerCanceled", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_TimerPending_FiresAtItsTime()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.StartTimer("1", TimeSpan.FromSeconds(5)));
        service = await service.RestartAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.EndsWith("TimerStarted TimerFired WorkflowTaskScheduled", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_TaskStartedAgainWithMoreEvents_RefusesTheFirstAnswer()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        var forgotten = await service.PollWorkflowAsync();

        // A start is not written by itself. The task after the restart is the same one, and it shows a signal that the first worker never saw.
        service = await service.RestartAsync();
        await service.SignalAsync();
        var task = await service.PollWorkflowAsync();
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(forgotten, Commands.Complete()));
        Assert.Equal(GrpcCode.NotFound, error.Code);
        await service.CompleteAsync(task, Commands.Complete());
        Assert.EndsWith("WorkflowExecutionSignaled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionCompleted", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Running_IsRefusedWithTheRunningRun()
    {
        var service = await TestService.StartAsync();
        var runId = await service.StartWorkflowAsync();
        var error = await Assert.ThrowsAsync<ServiceException>(() => service.StartWorkflowAsync());
        Assert.Equal(GrpcCode.AlreadyExists, error.Code);
        Assert.Equal(runId, Assert.IsType<WorkflowExecutionAlreadyStartedFailure>(error.Detail).RunId);
    }

    [Fact]
    public async Task Start_SameRequestTwice_IsTheSameRun()
    {
        var service = await TestService.StartAsync();
        var one = await service.StartWorkflowAsync(with: request => request.RequestId = "r");
        Assert.Equal(one, await service.StartWorkflowAsync(with: request => request.RequestId = "r"));
    }

    [Fact]
    public async Task Start_TerminateExisting_EndsTheOldRun()
    {
        var service = await TestService.StartAsync();
        var old = await service.StartWorkflowAsync();
        var next = await service.StartWorkflowAsync(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);
        Assert.NotEqual(old, next);
        var terminated = (await service.HistoryAsync(runId: old))[^1].WorkflowExecutionTerminatedEventAttributes;
        Assert.Equal("TerminateIfRunning WorkflowIdReusePolicy", terminated.Reason);
    }

    [Fact]
    public async Task Start_RejectDuplicateAfterClose_IsRefused()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.TerminateAsync("w");
        await Assert.ThrowsAsync<ServiceException>(() => service.StartWorkflowAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate));
        await service.StartWorkflowAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly);
    }

    [Fact]
    public async Task Start_Delayed_HasNoTaskUntilThen()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync(with: request => request.WorkflowStartDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)));
        await service.SignalAsync();
        Assert.Equal("WorkflowExecutionStarted WorkflowExecutionSignaled", await service.TypesAsync());
        service.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.EndsWith("WorkflowTaskScheduled", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContinueAsNew_NewRunBelongsToTheChain()
    {
        var service = await TestService.StartAsync();
        var first = await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.ContinueAsNew());
        var started = (await service.HistoryAsync())[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal(first, started.FirstExecutionRunId);
        Assert.Equal(first, started.ContinuedExecutionRunId);
        Assert.EndsWith("WorkflowExecutionContinuedAsNew", await service.TypesAsync(runId: first), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_WithRetryPolicy_RunsAgainAfterTheInterval()
    {
        var service = await TestService.StartAsync();
        var first = await service.StartWorkflowAsync(with: request => request.RetryPolicy = new RetryPolicy { MaximumAttempts = 2 });
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Fail());
        var failed = (await service.HistoryAsync(runId: first))[^1].WorkflowExecutionFailedEventAttributes;
        Assert.Equal(RetryState.InProgress, failed.RetryState);
        Assert.Equal("WorkflowExecutionStarted", await service.TypesAsync());
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Fail());
        failed = (await service.HistoryAsync())[^1].WorkflowExecutionFailedEventAttributes;
        Assert.Equal(RetryState.MaximumAttemptsReached, failed.RetryState);
    }

    [Fact]
    public async Task RunTimeout_Over_ClosesTheRunEvenDuringATask()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync(with: request => request.WorkflowRunTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)));
        await service.PollWorkflowAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.EndsWith("WorkflowExecutionTimedOut", await service.TypesAsync(), StringComparison.Ordinal);
        Assert.Equal(0, service.Clock.Holds);
    }

    [Fact]
    public async Task Child_Completes_ParentIsTold()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Child("c"));
        await service.CompleteAsync(await service.PollWorkflowAsync("children"), Commands.Complete());
        Assert.EndsWith(
            "StartChildWorkflowExecutionInitiated ChildWorkflowExecutionStarted WorkflowTaskScheduled ChildWorkflowExecutionCompleted",
            await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ParentClosePolicy.Terminate, "WorkflowExecutionTerminated")]
    [InlineData(ParentClosePolicy.RequestCancel, "WorkflowExecutionCancelRequested")]
    [InlineData(ParentClosePolicy.Abandon, "WorkflowTaskScheduled")]
    public async Task Child_ParentCloses_PolicyDecides(ParentClosePolicy policy, string last)
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Child("c", policy));
        await service.TerminateAsync("w");
        Assert.EndsWith(last, await service.TypesAsync("c"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Child_IdIsTaken_ParentIsToldThatItCouldNotStart()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync("c");
        await service.CompleteAsync(await service.PollWorkflowAsync());
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Child("c"));
        Assert.Contains("StartChildWorkflowExecutionFailed", await service.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signal_ToOtherWorkflow_ArrivesOrFails()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync("target");
        await service.PollWorkflowAsync();
        await service.StartWorkflowAsync();
        await service.CompleteAsync(await service.PollWorkflowAsync(), Commands.Signal("target"), Commands.Signal("nobody"));
        var types = await service.TypesAsync();
        Assert.Contains("ExternalWorkflowExecutionSignaled", types, StringComparison.Ordinal);
        Assert.Contains("SignalExternalWorkflowExecutionFailed", types, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signal_SameRequestTwice_CountsOnce()
    {
        var service = await TestService.StartAsync();
        await service.StartWorkflowAsync();
        await service.SignalAsync(requestId: "1");
        await service.SignalAsync(requestId: "1");
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowExecutionSignaled", await service.TypesAsync());
    }
}
