using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;
using Job = Temporalio.Worker.Activations.WorkflowActivationJob;

namespace Temporal.Sdk.Tests.Engine;

public sealed class MachineTests
{
    [Fact]
    public async Task Timer_Fired_IsTold()
    {
        var run = new EngineRun(a => a.Has<Job.InitializeWorkflow>() ? [Scripts.Timer(1)] : a.Has<Job.FireTimer>() ? [new WorkflowCommand.CompleteWorkflow(null)] : []);
        var history = new HistoryBuilder().Started().TaskStarted();
        Assert.Equal([CommandType.StartTimer], EngineRun.Types(await run.CompletesAsync(history.Events, 0)));
        history.TaskCompleted().TimerStarted("1").TimerFired("1", 5).TaskStarted();
        var outcome = await run.CompletesAsync(history.Events.Skip(3), 3);
        Assert.Equal([CommandType.CompleteWorkflowExecution], EngineRun.Types(outcome));
        Assert.True(outcome.IsClosing);
    }

    [Fact]
    public async Task Timer_CancelledBeforeSent_LeavesNoTrace()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1), new WorkflowCommand.CancelTimer(1), Scripts.Timer(2)));
        var outcome = await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().Events, 0);
        var command = Assert.Single(outcome.Commands);
        Assert.Equal("2", command.StartTimerCommandAttributes.TimerId);
    }

    [Fact]
    public async Task Timer_CancelledAfterStart_SendsCancelAndTakesItsEvent()
    {
        var run = new EngineRun(a => a.Has<Job.InitializeWorkflow>() ? [Scripts.Timer(1)] : a.Has<Job.SignalWorkflow>() ? [new WorkflowCommand.CancelTimer(1)] : []);
        var history = new HistoryBuilder().Started().Task().TimerStarted("1").Signaled("s").TaskStarted();
        Assert.Equal([CommandType.CancelTimer], EngineRun.Types(await run.CompletesAsync(history.Events, 3)));
        history.TaskCompleted().TimerCanceled("1", 5).Signaled("t").TaskStarted();
        Assert.Empty((await run.CompletesAsync(history.Events.Skip(8), 8)).Commands);
    }

    [Fact]
    public async Task Activity_Completed_IsToldWithResult()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Activity(1)));
        var history = new HistoryBuilder().Started().Task().ActivityScheduled("1").ActivityStarted(5).ActivityCompleted(5).TaskStarted();
        await run.CompletesAsync(history.Events, 3);
        var job = Assert.Single(run.Instance.Jobs.OfType<Job.ResolveActivity>());
        Assert.NotNull(Assert.IsType<Job.ActivityResolution.Completed>(job.Resolution).Result);
    }

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel, true, true)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted, true, false)]
    [InlineData(ActivityCancellationType.Abandon, false, true)]
    public async Task Activity_CancelledAfterSchedule_FollowsItsType(ActivityCancellationType type, bool isSent, bool isToldAtOnce)
    {
        var run = new EngineRun(a => a.Has<Job.InitializeWorkflow>() ? [Scripts.Activity(1, cancellation: type)]
            : a.Has<Job.CancelWorkflow>() ? [new WorkflowCommand.RequestCancelActivity(1)] : []);
        var history = new HistoryBuilder().Started().Task().ActivityScheduled("1").CancelRequested("stop").TaskStarted();
        var outcome = await run.CompletesAsync(history.Events, 3);
        Assert.Equal(isSent, outcome.Commands.Any(c => c.CommandType == CommandType.RequestCancelActivityTask));
        Assert.Equal(isToldAtOnce, run.Instance.Jobs.Any(job => job is Job.ResolveActivity { Resolution: Job.ActivityResolution.Cancelled }));
        if (isSent)
        {
            history.TaskCompleted().ActivityCancelRequested(5).ActivityStarted(5).ActivityCanceled(5).TaskStarted();
            await run.CompletesAsync(history.Events.Skip(8), 8);
        }

        Assert.Equal(type == ActivityCancellationType.Abandon || isSent, run.Instance.Jobs.Count(job => job is Job.ResolveActivity) == 1);
    }

    [Fact]
    public async Task Activity_CancelledBeforeSent_IsToldAndNotSent()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Activity(1), new WorkflowCommand.RequestCancelActivity(1)));
        var outcome = await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().Events, 0);
        Assert.Empty(outcome.Commands);
        var job = Assert.Single(run.Instance.Jobs.OfType<Job.ResolveActivity>());
        var failure = Assert.IsType<Job.ActivityResolution.Cancelled>(job.Resolution).Failure;
        Assert.Equal(RetryState.CancelRequested, failure.ActivityFailureInfo.RetryState);
        Assert.NotNull(failure.Cause.CanceledFailureInfo);
    }

    [Fact]
    public async Task Child_StartedAndCompleted_IsToldTwice()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Child(1)));
        var history = new HistoryBuilder().Started().Task().ChildInitiated("child-1").ChildStarted(5).ChildCompleted(5).TaskStarted();
        await run.CompletesAsync(history.Events, 3);
        Assert.Collection(
            run.Instance.Jobs.Skip(1),
            job => Assert.Equal("child-run", Assert.IsType<Job.ChildWorkflowStartResolution.Succeeded>(Assert.IsType<Job.ResolveChildWorkflowStart>(job).Resolution).RunId),
            job => Assert.IsType<Job.ChildWorkflowResolution.Completed>(Assert.IsType<Job.ResolveChildWorkflow>(job).Resolution));
    }

    [Fact]
    public async Task Child_IdTaken_FailsItsStart()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Child(1)));
        await run.CompletesAsync(new HistoryBuilder().Started().Task().ChildInitiated("child-1").ChildStartFailed(5).TaskStarted().Events, 3);
        var job = Assert.Single(run.Instance.Jobs.OfType<Job.ResolveChildWorkflowStart>());
        Assert.Equal(
            StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
            Assert.IsType<Job.ChildWorkflowStartResolution.Failed>(job.Resolution).Cause);
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationCompleted, true, false)]
    [InlineData(ChildWorkflowCancellationType.TryCancel, true, true)]
    [InlineData(ChildWorkflowCancellationType.Abandon, false, true)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationRequested, true, false)]
    public async Task Child_CancelledAfterStart_FollowsItsType(ChildWorkflowCancellationType type, bool isSent, bool isToldAtOnce)
    {
        var run = new EngineRun(a => a.Has<Job.InitializeWorkflow>() ? [Scripts.Child(1, type)]
            : a.Has<Job.CancelWorkflow>() ? [new WorkflowCommand.CancelChildWorkflow(1, "why")] : []);
        var history = new HistoryBuilder().Started().Task().ChildInitiated("child-1").ChildStarted(5).CancelRequested("stop").TaskStarted();
        var outcome = await run.CompletesAsync(history.Events, 3);
        Assert.Equal(isSent, outcome.Commands.Any(c => c.CommandType == CommandType.RequestCancelExternalWorkflowExecution));
        Assert.Equal(isToldAtOnce, run.Instance.Jobs.Any(job => job is Job.ResolveChildWorkflow));
        if (type == ChildWorkflowCancellationType.WaitCancellationRequested)
        {
            history.TaskCompleted().CancelExternalInitiated("child-1").CancelExternalRequested(11).TaskStarted();
            await run.CompletesAsync(history.Events.Skip(9), 9);
            Assert.Contains(run.Instance.Jobs, job => job is Job.ResolveChildWorkflow { Resolution: Job.ChildWorkflowResolution.Cancelled });
        }
    }

    [Fact]
    public async Task Signal_NotDelivered_IsToldWhy()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Signal(1)));
        await run.CompletesAsync(new HistoryBuilder().Started().Task().SignalExternalInitiated("sig").SignalExternalFailed(5).TaskStarted().Events, 3);
        var failure = Assert.Single(run.Instance.Jobs.OfType<Job.ResolveSignalExternal>()).Failure;
        Assert.Equal("Unable to signal external workflow because it was not found", failure!.Message);
    }

    [Fact]
    public async Task Signal_TakenBackBeforeSent_IsToldAndNotSent()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Signal(1), new WorkflowCommand.CancelSignalWorkflow(1)));
        Assert.Empty((await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().Events, 0)).Commands);
        Assert.NotNull(Assert.Single(run.Instance.Jobs.OfType<Job.ResolveSignalExternal>()).Failure!.CanceledFailureInfo);
    }

    [Fact]
    public async Task ClosingCommand_BeforeOthers_IsSentLast()
    {
        var run = new EngineRun(Scripts.AtStart(new WorkflowCommand.CompleteWorkflow(null), Scripts.Signal(1), new WorkflowCommand.FailWorkflow(new())));
        var outcome = await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().Events, 0);
        Assert.Equal([CommandType.SignalExternalWorkflowExecution, CommandType.CompleteWorkflowExecution], EngineRun.Types(outcome));
    }
}
