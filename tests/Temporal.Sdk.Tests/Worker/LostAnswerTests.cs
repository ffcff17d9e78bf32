using Temporal.Sdk.Tests.RandomPrograms;
using Temporal.Sdk.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Worker;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>
/// Answers that are lost on the way, after the server has given them: a poll's task, a completion's acknowledgement, a client's. Work goes on, and nothing is
/// done twice.
/// </summary>
public sealed class LostAnswerTests
{
    private static readonly (int, int, int) OnceEach = (1, 1, 1);

    // After it a lost task is handed out again: as short as a test can wait, and longer than a machine may be held up, for nothing else may run out of time.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [SkippableFact]
    public Task Poll_WorkflowTaskLost_IsHandedOutAgain() => RunAsync(
        proxy => proxy.LoseNext("PollWorkflowTaskQueue", PollWorkflowTaskQueueResponse.Parser, r => !r.TaskToken.IsEmpty && r.PreviousStartedEventId == 0), taskTimeout: Short);

    [SkippableFact]
    public Task Poll_StickyWorkflowTaskLost_IsHandedOutAgain() => RunAsync(
        proxy => proxy.LoseNext("PollWorkflowTaskQueue", PollWorkflowTaskQueueResponse.Parser, r => !r.TaskToken.IsEmpty && r.PreviousStartedEventId > 0), taskTimeout: Short);

    [SkippableFact]
    public Task Poll_ActivityTaskLost_IsHandedOutAgain() => RunAsync(
        proxy => proxy.LoseNext("PollActivityTaskQueue", PollActivityTaskQueueResponse.Parser, r => !r.TaskToken.IsEmpty), activityAttempt: 2, activityTimeout: Short);

    [SkippableFact]
    public Task Completion_OfWorkflowTaskNotHeard_TroublesNobody() => RunAsync(
        proxy => proxy.LoseNext("RespondWorkflowTaskCompleted", RespondWorkflowTaskCompletedResponse.Parser, _ => true));

    [SkippableFact]
    public Task Completion_OfActivityNotHeard_TroublesNobody() => RunAsync(
        proxy => proxy.LoseNext("RespondActivityTaskCompleted", RespondActivityTaskCompletedResponse.Parser, _ => true));

    [SkippableFact]
    public async Task Client_AnswersNotHeard_EverythingIsDoneOnce()
    {
        await using var proxy = await AnswerLosingProxy.StartAsync(await TemporalBackend.AddressAsync());
        var client = await TemporalClient.ConnectAsync(new(proxy.Address));
        var options = new TemporalWorkerOptions($"queue-{Guid.NewGuid()}").AddWorkflow<ProgramWorkflow>();
        using var worker = new TemporalWorker(await TemporalBackend.ConnectAsync(), options);
        await worker.ExecuteAsync(async () =>
        {
            var wait = new ProgramStep { Id = 1, Kind = StepKind.Wait, Choice = 2, Time = ProgramStep.Never };
            var input = new ProgramInput { Parts = [wait], End = ProgramEnd.Complete };
            var lost = proxy.LoseNext("StartWorkflowExecution", StartWorkflowExecutionResponse.Parser, _ => true);
            var handle = await client.StartWorkflowAsync((ProgramWorkflow wf) => wf.RunAsync(input), new($"wf-{Guid.NewGuid()}", options.TaskQueue!));
            await Eventually.WithinAsync(lost);

            lost = proxy.LoseNext("SignalWorkflowExecution", SignalWorkflowExecutionResponse.Parser, _ => true);
            await handle.SignalAsync(wf => wf.PokeAsync(new ProgramMessage { Id = "signal" }));
            await Eventually.WithinAsync(lost);

            lost = proxy.LoseNext("UpdateWorkflowExecution", UpdateWorkflowExecutionResponse.Parser, r => r.Outcome is not null);
            Assert.Equal("update", await handle.ExecuteUpdateAsync(wf => wf.ChangeAsync(new ProgramMessage { Id = "update" })));
            await Eventually.WithinAsync(lost);

            var trace = await Eventually.WithinAsync(handle.GetResultAsync());
            Assert.Single(trace, "s:signal");
            Assert.Single(trace, "u:update");
        });
    }

    private static async Task RunAsync(Func<AnswerLosingProxy, Task> lose, int activityAttempt = 1, TimeSpan? taskTimeout = null, TimeSpan? activityTimeout = null)
    {
        await using var proxy = await AnswerLosingProxy.StartAsync(await TemporalBackend.AddressAsync());
        var client = await TemporalBackend.ConnectAsync();
        var gates = new Gates();
        gates.Open.SetResult();
        var troubles = new WorkerTroubles();
        var options = new TemporalWorkerOptions($"queue-{Guid.NewGuid()}") { LoggerFactory = troubles }.AddWorkflow<ShortStepsWorkflow>().AddAllActivities(gates);
        using var worker = new TemporalWorker(await TemporalClient.ConnectAsync(new(proxy.Address)), options);
        var lost = lose(proxy);
        await worker.ExecuteAsync(async () =>
        {
            var handle = await client.StartWorkflowAsync(
                (ShortStepsWorkflow wf) => wf.RunAsync(activityTimeout ?? Long), new($"wf-{Guid.NewGuid()}", options.TaskQueue!) { TaskTimeout = taskTimeout ?? Long });
            Assert.Equal("waited gate", await Eventually.WithinAsync(handle.GetResultAsync()));
            var events = (await handle.FetchHistoryAsync()).Events;
            Assert.DoesNotContain(events, e => e.EventType == EventType.WorkflowTaskFailed);
            Assert.Equal(activityAttempt, events.First(e => e.EventType == EventType.ActivityTaskStarted).ActivityTaskStartedEventAttributes.Attempt);
        });
        await Eventually.WithinAsync(lost);
        Assert.Equal(OnceEach, (gates.Runs("first"), gates.Runs("gate"), gates.Runs("last")));
        Assert.Empty(troubles.All);
    }
}
