using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class MessageWorkflowTests : WorkflowTestBase
{
    private static readonly ActivityOptions Short = new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };

    [Workflow]
    public class ListWorkflow
    {
        private readonly List<string> items = [];
        private bool isOver;

        [WorkflowQuery]
        public int Count => items.Count;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => isOver);
            await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
            return string.Join(' ', items);
        }

        [WorkflowSignal]
        public Task AddAsync(string item)
        {
            items.Add(item);
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public async Task AddSlowlyAsync(string item)
        {
            var greeted = await Workflow.ExecuteActivityAsync(() => Steps.Greet(item), Short);
            items.Add(greeted);
        }

        [WorkflowUpdate]
        public async Task<int> PutAsync(string item)
        {
            items.Add(item);
            await Workflow.ExecuteActivityAsync((Steps s) => s.Nothing(), Short);
            return items.Count;
        }

        [WorkflowUpdateValidator(nameof(PutAsync))]
        public void ValidatePut(string item)
        {
            if (item.Length == 0)
            {
                throw new ApplicationFailureException("nothing to put", "Empty");
            }

            if (items.Contains(item))
            {
                throw new ArgumentException($"{item} is there");
            }
        }

        [WorkflowUpdate]
        public Task<int> FailAsync() => throw new ApplicationFailureException("cannot", "Cannot", details: [1]);

        [WorkflowUpdate]
        public Task LingerAsync() => Workflow.WaitConditionAsync(() => isOver && items.Count > 100);

        [WorkflowSignal]
        public Task StopAsync()
        {
            isOver = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class QuickWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => false);
            return "never";
        }

        [WorkflowSignal]
        public Task EndAsync() => throw new ApplicationFailureException("ended by signal", "Ended");

        [WorkflowUpdate(UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon)]
        public Task HangAsync() => Workflow.WaitConditionAsync(() => false);
    }

    [Workflow]
    public class LateHandlersWorkflow
    {
        private string seen = string.Empty;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(300);
            Workflow.Signals["late"] = WorkflowSignalDefinition.CreateWithoutAttribute("late", (string text) =>
            {
                seen += text;
                return Task.CompletedTask;
            });
            await Workflow.WaitConditionAsync(() => seen.Length >= 2);
            return seen;
        }
    }

    [SkippableFact]
    public Task Signals_ManyAtOnce_AreHandledInOrder() => EachWayAsync(
        o => o.AddWorkflow<ListWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((ListWorkflow wf) => wf.RunAsync());
            for (var i = 0; i < 5; i++)
            {
                await handle.SignalAsync(wf => wf.AddAsync($"{i}"));
            }

            await handle.SignalAsync(wf => wf.AddSlowlyAsync("x"));
            await handle.SignalAsync(wf => wf.StopAsync());
            Assert.Equal("0 1 2 3 4 Hello, x!", await handle.GetResultAsync());
        });

    [SkippableFact]
    public Task SignalWithStart_IsHandledBeforeTheRun() => EachWayAsync(
        o => o.AddWorkflow<ListWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var options = scene.Options();
            options.SignalWithStart((ListWorkflow wf) => wf.AddAsync("first"));
            var handle = await scene.StartAsync((ListWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.StopAsync());
            Assert.Equal("first", await handle.GetResultAsync());
        });

    [SkippableFact]
    public Task Query_WhileRunningAndAfter_IsAnswered() => EachWayAsync(
        o => o.AddWorkflow<ListWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((ListWorkflow wf) => wf.RunAsync());
            await handle.SignalAsync(wf => wf.AddAsync("a"));
            Assert.Equal(1, await handle.QueryAsync(wf => wf.Count));
            await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("nope", []));
            await handle.SignalAsync(wf => wf.StopAsync());
            await handle.GetResultAsync();
            Assert.Equal(1, await handle.QueryAsync(wf => wf.Count));
        });

    [SkippableFact]
    public Task Updates_AcceptedRejectedFailed_TellTheirCallers() => EachWayAsync(
        o => o.AddWorkflow<ListWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((ListWorkflow wf) => wf.RunAsync());
            Assert.Equal(1, await handle.ExecuteUpdateAsync(wf => wf.PutAsync("a")));
            var empty = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.PutAsync(string.Empty)));
            Assert.Equal("Empty", Assert.IsType<ApplicationFailureException>(empty.InnerException).ErrorType);
            var twice = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.PutAsync("a")));
            Assert.Equal("a is there", twice.InnerException?.Message);
            var failed = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.FailAsync()));
            Assert.Equal("Cannot", Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
            await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync<int>("nope", []));
            await handle.SignalAsync(wf => wf.StopAsync());
            Assert.Equal("a", await handle.GetResultAsync());
            var events = (await handle.FetchHistoryAsync()).Events;
            Assert.Equal(2, events.Count(e => e.EventType == EventType.WorkflowExecutionUpdateAccepted));
        });

    [SkippableFact]
    public Task Updates_Concurrent_AllComplete() => EachWayAsync(
        o => o.AddWorkflow<ListWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((ListWorkflow wf) => wf.RunAsync());
            var counts = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => handle.ExecuteUpdateAsync(wf => wf.PutAsync($"{i}"))));
            Assert.Equal(6, counts.Max());
            await handle.SignalAsync(wf => wf.StopAsync());
            Assert.Equal(6, (await handle.GetResultAsync()).Split(' ').Length);
        });

    [SkippableFact]
    public Task Update_StartedAndAwaitedLater_GivesItsResult() => EachWayAsync(
        o => o.AddWorkflow<ListWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((ListWorkflow wf) => wf.RunAsync());
            var update = await handle.StartUpdateAsync(wf => wf.PutAsync("x"), new WorkflowUpdateStartOptions("update-1", WorkflowUpdateStage.Accepted));
            Assert.Equal("update-1", update.Id);
            Assert.Equal(1, await update.GetResultAsync());
            await handle.SignalAsync(wf => wf.StopAsync());
            await handle.GetResultAsync();
        });

    [SkippableFact]
    public Task Update_WorkflowEndsBefore_FailsItsCaller() => EachWayAsync(
        o => o.AddWorkflow<QuickWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((QuickWorkflow wf) => wf.RunAsync());
            var update = await handle.StartUpdateAsync(wf => wf.HangAsync(), new WorkflowUpdateStartOptions(WorkflowUpdateStage.Accepted));
            await handle.SignalAsync(wf => wf.EndAsync());
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.Equal("Ended", Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
            await Assert.ThrowsAnyAsync<TemporalException>(() => update.GetResultAsync());
        });

    [SkippableFact]
    public Task Signals_BeforeTheirHandler_AreKept() => EachWayAsync(
        o => o.AddWorkflow<LateHandlersWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((LateHandlersWorkflow wf) => wf.RunAsync());
            await handle.SignalAsync("late", ["a"]);
            await handle.SignalAsync("late", ["b"]);
            Assert.Equal("ab", await handle.GetResultAsync());
        });
}
