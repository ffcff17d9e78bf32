using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;
using Mutex = Temporalio.Workflows.Mutex;

namespace Temporal.Sdk.Tests.Workflows;

/// <summary>
/// Programs that roll dice for every step, several strands at once, with messages from outside in between. All strands share the dice, so that
/// any difference in the order of their steps becomes a difference in commands: replay would not fit.
/// </summary>
public class RandomProgramTests : WorkflowTestBase
{
    private const int Programs = 6;

    [Workflow]
    public class RandomProgramWorkflow
    {
        private static readonly ActivityOptions Short = new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(20),
            RetryPolicy = new RetryPolicy { MaximumAttempts = 1 },
        };

        private readonly Mutex mutex = new();
        private readonly List<string> trace = [];
        private int pokes;

        [WorkflowQuery]
        public int Steps => trace.Count;

        [WorkflowRun]
        public async Task<string> RunAsync(int strands, int steps)
        {
            await Workflow.WhenAllAsync(Enumerable.Range(0, strands).Select(s => StrandAsync(s, steps)));
            await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
            return string.Join(' ', trace);
        }

        [WorkflowSignal]
        public async Task PokeAsync()
        {
            pokes++;
            if (Workflow.Random.Next(3) == 0)
            {
                await Workflow.ExecuteActivityAsync((Steps s) => s.Nothing(), Short);
            }

            trace.Add("poked");
        }

        [WorkflowUpdate]
        public async Task<int> ChangeAsync(int by)
        {
            if (by % 2 == 0)
            {
                await StepAsync(Workflow.Random.Next(3));
            }

            trace.Add($"changed{by}");
            return Workflow.Random.Next(100);
        }

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public void ValidateChange(int by)
        {
            if (by % 3 == 0)
            {
                throw new ArgumentException("not by threes");
            }
        }

        private async Task StrandAsync(int strand, int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                var step = Workflow.Random.Next(9);
                trace.Add($"{strand}:{step}");
                try
                {
                    await StepAsync(step);
                }
                catch (Exception e) when (e is ActivityFailureException or OperationCanceledException or CanceledFailureException or ApplicationFailureException)
                {
                    trace.Add($"{strand}!{e.GetType().Name}");
                }
            }
        }

        private async Task StepAsync(int step)
        {
            switch (step)
            {
                case 0:
                    await Workflow.DelayAsync(Workflow.Random.Next(1, 40));
                    break;
                case 1:
                    var a = Workflow.Random.Next(10);
                    trace.Add($"={await Workflow.ExecuteActivityAsync((Steps s) => s.AddAsync(a, 1), Short)}");
                    break;
                case 2:
                    await Workflow.ExecuteActivityAsync((Steps s) => s.FailForGood("unlucky"), Short);
                    break;
                case 3:
                    var wanted = pokes + 1;
                    trace.Add($"{await Workflow.WaitConditionAsync(() => pokes >= wanted, TimeSpan.FromMilliseconds(Workflow.Random.Next(1, 40)))}");
                    break;
                case 4:
                    await Workflow.ExecuteChildWorkflowAsync((ChildWorkflowTests.KidWorkflow wf) => wf.RunAsync("run"));
                    break;
                case 5:
                    await CancelledAsync();
                    break;
                case 6:
                    trace.Add($"{Workflow.Patched($"patch-{Workflow.Random.Next(4)}")}");
                    Workflow.UpsertMemo(MemoUpdate.ValueSet("step", trace.Count));
                    break;
                case 7:
                    await mutex.WaitOneAsync();
                    await Workflow.ExecuteActivityAsync((Steps s) => s.Nothing(), Short);
                    mutex.ReleaseMutex();
                    break;
                default:
                    await Workflow.GetExternalWorkflowHandle<RandomProgramWorkflow>(Workflow.Info.WorkflowId).SignalAsync(wf => wf.PokeAsync());
                    break;
            }
        }

        private static async Task CancelledAsync()
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
            var options = (ActivityOptions)Short.Clone();
            options.CancellationToken = source.Token;
            var calls = new[]
            {
                Workflow.DelayAsync(TimeSpan.FromHours(1), source.Token),
                Workflow.ExecuteActivityAsync((Steps s) => s.Nothing(), options),
                Workflow.WaitConditionAsync(() => false, source.Token),
            };
            if (Workflow.Random.Next(2) == 0)
            {
                await Workflow.DelayAsync(1);
            }

            source.Cancel();
            await Workflow.WhenAllAsync(calls);
        }
    }

    [SkippableFact]
    public async Task Run_RandomPrograms_FitTheirHistories()
    {
        await EachWayAsync(o => Configure(o), PlayAsync, [], nameof(Run_RandomPrograms_FitTheirHistories));

        // A cache too small for them: runs are evicted and replayed in the middle.
        await EachWayAsync(o => Configure(o).MaxCachedWorkflows = 2, PlayAsync, [], $"{nameof(Run_RandomPrograms_FitTheirHistories)}_Evicted");
    }

    private static TemporalWorkerOptions Configure(TemporalWorkerOptions options) => options
        .AddWorkflow<RandomProgramWorkflow>().AddWorkflow<ChildWorkflowTests.KidWorkflow>().AddAllActivities(new Steps());

    private static Task PlayAsync(WorkflowScene scene) => Task.WhenAll(Enumerable.Range(0, Programs).Select(async _ =>
    {
        var handle = await scene.StartAsync((RandomProgramWorkflow wf) => wf.RunAsync(4, 5));
        await Task.WhenAll(MessagesAsync(handle), handle.GetResultAsync());

        // A run that did not fit would have failed a task and gone on from the beginning. Only messages in the moment of the end may do that.
        var failures = (await handle.FetchHistoryAsync()).Events
            .Where(e => e.EventType == EventType.WorkflowTaskFailed).Select(e => e.WorkflowTaskFailedEventAttributes)
            .Where(a => a.Cause != WorkflowTaskFailedCause.UnhandledCommand);
        Assert.Empty(failures);
    }));

    private static async Task MessagesAsync(WorkflowHandle<RandomProgramWorkflow, string> handle)
    {
        try
        {
            for (var i = 1; i < 8; i++)
            {
                await handle.SignalAsync(wf => wf.PokeAsync());
                await handle.QueryAsync(wf => wf.Steps);
                var by = i;
                try
                {
                    await handle.ExecuteUpdateAsync(wf => wf.ChangeAsync(by));
                }
                catch (WorkflowUpdateFailedException)
                {
                    // Refused by the validator, or overtaken by the end.
                }
            }
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            // The program was quicker.
        }
    }
}
