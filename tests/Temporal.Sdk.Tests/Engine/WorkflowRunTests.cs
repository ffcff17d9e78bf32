using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine;
using Temporalio.Worker.Engine.Paging;
using Job = Temporalio.Worker.Activations.WorkflowActivationJob;
using Outcome = Temporalio.Worker.Activations.WorkflowCommand.UpdateOutcome;

namespace Temporal.Sdk.Tests.Engine;

public sealed class WorkflowRunTests
{
    [Fact]
    public async Task HandleAsync_WholeHistory_ReplaysTaskByTask()
    {
        var run = new EngineRun(a => a.Has<Job.InitializeWorkflow>() ? [Scripts.Timer(1)] : a.Has<Job.FireTimer>() ? [Scripts.Activity(1)] : []);
        var history = new HistoryBuilder().Started().Task().TimerStarted("1").TimerFired("1", 5).Task().ActivityScheduled("1").Signaled("s").TaskStarted();
        await run.CompletesAsync(history.Events, 8);
        Assert.Equal([true, true, false], run.Instance.Activations.Select(a => a.IsReplaying));
        Assert.Equal([3, 8, 13], run.Instance.Activations.Select(a => a.HistoryLength));
        Assert.Equal([3, 8, 13], run.Instance.Activations.Select(a => (int)(a.Timestamp - HistoryBuilder.Start).TotalSeconds));
    }

    [Fact]
    public async Task HandleAsync_SignalAndTimer_SignalComesFirst()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1)));
        await run.CompletesAsync(new HistoryBuilder().Started().Task().TimerStarted("1").TimerFired("1", 5).Signaled("s").TaskStarted().Events, 3);
        Assert.Equal([typeof(Job.SignalWorkflow), typeof(Job.FireTimer)], run.Instance.Activations[1].Jobs.Select(job => job.GetType()));
    }

    [Fact]
    public async Task HandleAsync_FailedAttempt_IsNotSeen()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1)));
        await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().TaskFailed().TaskStarted().Events, 0);
        Assert.Equal(6, Assert.Single(run.Instance.Activations).HistoryLength);
    }

    [Theory]
    [InlineData("Other", "[TMPRL1100]", "The activity type", "'Act'", "'Other'")]
    public async Task HandleAsync_OtherActivityType_NamesBoth(string recorded, params string[] expected)
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Activity(1)));
        var outcome = await run.HandleAsync(new HistoryBuilder().Started().Task().ActivityScheduled("1", recorded).Signaled("s").TaskStarted().Events, 3);
        AssertNondeterminism(outcome, expected);
    }

    [Fact]
    public async Task HandleAsync_OtherCommand_NamesEventAndCommand()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1)));
        var outcome = await run.HandleAsync(new HistoryBuilder().Started().Task().ActivityScheduled("7").Signaled("s").TaskStarted().Events, 3);
        AssertNondeterminism(outcome, "5 (ActivityTaskScheduled, activity '7' of type 'Act')", "StartTimer (timer '1')");
    }

    [Fact]
    public async Task HandleAsync_MissingCommand_NamesEvent()
    {
        var run = new EngineRun(Scripts.AtStart());
        var outcome = await run.HandleAsync(new HistoryBuilder().Started().Task().TimerStarted("1").Signaled("s").TaskStarted().Events, 3);
        AssertNondeterminism(outcome, "No command scheduled for event 5 (TimerStarted, timer '1')");
    }

    [Fact]
    public async Task HandleAsync_NondeterminismOfRunThatFailsOnIt_FailsTheRun()
    {
        var run = new EngineRun(Scripts.AtStart(), failsOnNondeterminism: true);
        var outcome = await run.CompletesAsync(new HistoryBuilder().Started().Task().TimerStarted("1").Signaled("s").TaskStarted().Events, 3);
        Assert.Equal([CommandType.FailWorkflowExecution], EngineRun.Types(outcome));
    }

    [Fact]
    public async Task HandleAsync_FirstTask_WritesFlagsOnce()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1)));
        var history = new HistoryBuilder().Started().TaskStarted();
        Assert.Equal([1u, 2u, 3u], (await run.CompletesAsync(history.Events, 0)).Metadata!.CoreUsedFlags);
        history.TaskCompleted().TimerStarted("1").Signaled("s").TaskStarted();
        Assert.Null((await run.CompletesAsync(history.Events.Skip(3), 3)).Metadata);
    }

    [Fact]
    public async Task HandleAsync_Pages_AreFetchedAsNeeded()
    {
        var run = new EngineRun(a => a.Has<Job.InitializeWorkflow>() ? [Scripts.Timer(1)] : a.Has<Job.FireTimer>() ? [Scripts.Activity(1)] : []);
        var history = new HistoryBuilder().Started().Task().TimerStarted("1").TimerFired("1", 5).Task().ActivityScheduled("1").Signaled("s").TaskStarted();
        run.Pages.ByToken["2"] = new HistoryPage([.. history.Events.Skip(2).Take(5)], Google.Protobuf.ByteString.CopyFromUtf8("3"));
        run.Pages.ByToken["3"] = new HistoryPage([.. history.Events.Skip(7)], Google.Protobuf.ByteString.Empty);
        Assert.IsType<TaskOutcome.Completed>(await run.HandleAsync(history.Events.Take(2), 8, pageToken: "2"));
        Assert.Equal(["2", "3"], run.Pages.Requested);
        Assert.Equal([3, 8, 13], run.Instance.Activations.Select(a => a.HistoryLength));
    }

    [Fact]
    public async Task HandleAsync_PartialHistoryOfUnknownRun_ReadsItAllAndKeepsUnstoredEvents()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1)));
        var history = new HistoryBuilder().Started().Task().TimerStarted("1").Signaled("s").TaskStarted();

        // The server stores the events of the last task only when it completes.
        run.Pages.ByToken[string.Empty] = new HistoryPage([.. history.Events.Take(6)], Google.Protobuf.ByteString.Empty);
        await run.CompletesAsync(history.Events.Skip(3), 3);
        Assert.Equal(8, run.Run.LastEventId);
        Assert.Equal([3, 8], run.Instance.Activations.Select(a => a.HistoryLength));
    }

    [Fact]
    public async Task HandleAsync_UpdateOfTask_IsAnsweredByMessagesInOrder()
    {
        var run = new EngineRun(a => a.Has<Job.DoUpdate>()
            ? [new WorkflowCommand.UpdateResponse("u", new Outcome.Accepted()), Scripts.Timer(1), new WorkflowCommand.UpdateResponse("u", new Outcome.Completed(null))]
            : []);
        var outcome = await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().Events, 0, [Update("u", 2)]);
        Assert.Equal([CommandType.ProtocolMessage, CommandType.StartTimer, CommandType.ProtocolMessage], EngineRun.Types(outcome));
        Assert.Equal(["u/request/accept", "u/request/complete"], outcome.Messages.Select(m => m.Id));
        var acceptance = Assert.IsType<Acceptance>(outcome.Messages[0].Body);
        Assert.Equal(("u/request", 2L, "up"), (acceptance.AcceptedRequestMessageId, acceptance.AcceptedRequestSequencingEventId, acceptance.AcceptedRequest.Input.Name));
        Assert.True(run.Instance.Jobs.OfType<Job.DoUpdate>().Single().RunValidator);
    }

    [Fact]
    public async Task HandleAsync_UpdateEndsAfterTheRunInTheSameTask_EndOfTheRunStaysLast()
    {
        // The cancellation of the activity makes a second activation of the task, in which the update's handler ends; the run has asked for its end before.
        WorkflowCommand[] Answer(WorkflowActivation activation) => activation switch
        {
            _ when activation.Has<Job.DoUpdate>() => [new WorkflowCommand.UpdateResponse("u", new Outcome.Accepted()), Scripts.Activity(1)],
            _ when activation.Has<Job.SignalWorkflow>() => [new WorkflowCommand.RequestCancelActivity(1), new WorkflowCommand.CompleteWorkflow(null)],
            _ when activation.Has<Job.ResolveActivity>() => [new WorkflowCommand.UpdateResponse("u", new Outcome.Completed(null))],
            _ => [],
        };
        var run = new EngineRun(Answer);
        var history = new HistoryBuilder().Started().TaskStarted();
        await run.CompletesAsync(history.Events, 0, [Update("u", 2)]);
        history.TaskCompleted().UpdateAccepted("u", 2).ActivityScheduled("1").Signaled("s").TaskStarted();
        var outcome = await run.CompletesAsync(history.Events.Skip(3), 3);
        Assert.Equal([CommandType.RequestCancelActivityTask, CommandType.ProtocolMessage, CommandType.CompleteWorkflowExecution], EngineRun.Types(outcome));
        Assert.True(outcome.IsClosing);

        var replay = new EngineRun(Answer);
        history.TaskCompleted().ActivityCancelRequested(6).UpdateCompleted("u").Completed();
        Assert.Empty((await replay.CompletesAsync(history.Events, 9)).Commands);
    }

    [Fact]
    public async Task HandleAsync_RejectedUpdate_IsAMessageAlone()
    {
        var run = new EngineRun(a => a.Has<Job.DoUpdate>() ? [new WorkflowCommand.UpdateResponse("u", new Outcome.Rejected(new() { Message = "no" }))] : []);
        var outcome = await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().Events, 0, [Update("u", 2)]);
        Assert.Empty(outcome.Commands);
        Assert.Equal("no", Assert.IsType<Rejection>(Assert.Single(outcome.Messages).Body).Failure.Message);
    }

    [Fact]
    public async Task HandleAsync_UpdateInHistory_IsReplayedWithoutValidatorAndMessages()
    {
        var run = new EngineRun(a => a.Has<Job.DoUpdate>()
            ? [new WorkflowCommand.UpdateResponse("u", new Outcome.Accepted()), new WorkflowCommand.UpdateResponse("u", new Outcome.Completed(null))]
            : []);
        var history = new HistoryBuilder().Started().Task().UpdateAccepted("u", 2).UpdateCompleted("u").Signaled("s").TaskStarted();
        var outcome = await run.CompletesAsync(history.Events, 3);
        Assert.Empty(outcome.Messages);
        Assert.Empty(outcome.Commands);
        Assert.False(run.Instance.Activations[0].Jobs.OfType<Job.DoUpdate>().Single().RunValidator);
    }

    [Fact]
    public async Task ForgetSpeculativeTask_AfterDroppedTask_GoesOnWithTheNext()
    {
        var run = new EngineRun(a => a.Has<Job.DoUpdate>() ? [new WorkflowCommand.UpdateResponse("u", new Outcome.Rejected(new()))] : a.Has<Job.InitializeWorkflow>() ? [Scripts.Timer(1)] : []);
        var history = new HistoryBuilder().Started().TaskStarted();
        await run.CompletesAsync(history.Events, 0);
        history.TaskCompleted().TimerStarted("1");
        var speculative = history.Events.Skip(3).Concat(new HistoryBuilder().Started().Task().TimerStarted("1").TaskStarted().Events.Skip(5)).ToList();
        await run.CompletesAsync(speculative, 3, [Update("u", 5)]);
        run.Run.ForgetSpeculativeTask();
        Assert.Equal(5, run.Run.LastEventId);
        history.Signaled("s").TaskStarted();
        await run.CompletesAsync(history.Events.Skip(5), 3);
        Assert.Contains(run.Instance.Jobs, job => job is Job.SignalWorkflow);
    }

    [Fact]
    public async Task HandleAsync_AttachedQueries_AreAnsweredLast()
    {
        var run = new EngineRun(a => a.Jobs.OfType<Job.QueryWorkflow>().Select(q => (WorkflowCommand)new WorkflowCommand.RespondToQuery(q.QueryId, new(), null)));
        var outcome = Assert.IsType<TaskOutcome.Completed>(await run.HandleAsync(
            new HistoryBuilder().Started().TaskStarted().Events, 0, queries: new() { ["q1"] = new WorkflowQuery { QueryType = "state" } }));
        Assert.Equal(QueryResultType.Answered, outcome.QueryResults!["q1"].ResultType);
        Assert.IsType<Job.QueryWorkflow>(Assert.Single(run.Instance.Activations[^1].Jobs));
    }

    [Fact]
    public async Task HandleAsync_QueryAlone_SeesNothingThatNoTaskHasHandled()
    {
        var run = new EngineRun(a => a.Jobs.OfType<Job.QueryWorkflow>().Select(q => (WorkflowCommand)new WorkflowCommand.RespondToQuery(q.QueryId, new(), null))
            .Concat(a.Has<Job.InitializeWorkflow>() ? [Scripts.Timer(1)] : []));
        var history = new HistoryBuilder().Started().Task().TimerStarted("1").Signaled("s").TaskStarted();
        Assert.IsType<TaskOutcome.Answered>(await run.QueryAsync(history.Events, 3));
        Assert.DoesNotContain(run.Instance.Jobs, job => job is Job.SignalWorkflow);
        Assert.Equal(3, run.Run.LastEventId);

        // The run goes on from there as one that was in the cache all the time.
        await run.CompletesAsync(history.Events.Skip(3), 3);
        Assert.Contains(run.Instance.Jobs, job => job is Job.SignalWorkflow);
    }

    private static Message Update(string id, long behind) =>
        new() { Id = $"{id}/request", ProtocolInstanceId = id, EventId = behind, Body = Any.Pack(HistoryBuilder.Request(id)) };

    private static void AssertNondeterminism(TaskOutcome outcome, params string[] texts)
    {
        var failed = Assert.IsType<TaskOutcome.Failed>(outcome);
        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
        Assert.All(texts, text => Assert.Contains(text, failed.Failure.Message, StringComparison.Ordinal));
    }
}
