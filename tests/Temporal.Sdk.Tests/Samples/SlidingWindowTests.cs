using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Samples;

/// <summary>A batch that keeps a few children running at a time, each telling its parent when it is done, over several runs.</summary>
public sealed class SlidingWindowTests : SampleBase
{
    [SkippableFact]
    public Task Batch_InAWindow_ProcessesAllOverSeveralRuns() => RunAsync(
        options => options.AddWorkflow<BatchWorkflow>().AddWorkflow<RecordWorkflow>(),
        async (client, options) =>
        {
            var handle = await client.StartWorkflowAsync((BatchWorkflow wf) => wf.RunAsync(new Progress(12, 0, 0, Array.Empty<int>())), options);

            Assert.Equal(12, await handle.GetResultAsync());
            Assert.Equal(Temporalio.Api.Enums.V1.WorkflowExecutionStatus.ContinuedAsNew, (await client.GetWorkflowHandle(handle.Id, handle.ResultRunId).DescribeAsync()).Status);
        });

    public sealed record Progress(int Total, int Started, int Done, IReadOnlyCollection<int> Running);

    [Workflow]
    public sealed class BatchWorkflow
    {
        private const int Window = 3;
        private const int PerRun = 5;
        private readonly HashSet<int> running;
        private int done;

        [WorkflowInit]
        public BatchWorkflow(Progress progress)
        {
            running = [.. progress.Running];
            done = progress.Done;
        }

        [WorkflowRun]
        public async Task<int> RunAsync(Progress progress)
        {
            var started = progress.Started;
            for (var thisRun = 0; started < progress.Total; thisRun++, started++)
            {
                if (thisRun == PerRun)
                {
                    throw Workflow.CreateContinueAsNewException((BatchWorkflow wf) => wf.RunAsync(new Progress(progress.Total, started, done, running)));
                }

                var index = started;
                await Workflow.WaitConditionAsync(() => running.Count < Window);
                running.Add(index);
                await Workflow.StartChildWorkflowAsync(
                    (RecordWorkflow wf) => wf.RunAsync(index),
                    new() { Id = $"{Workflow.Info.WorkflowId}/{index}", ParentClosePolicy = ParentClosePolicy.Abandon });
            }

            await Workflow.WaitConditionAsync(() => running.Count == 0);
            return done;
        }

        [WorkflowSignal]
        public Task ReportAsync(int index)
        {
            // A child may report twice.
            done += running.Remove(index) ? 1 : 0;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class RecordWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync(int index)
        {
            await Workflow.DelayAsync(Workflow.Random.Next(1, 40));
            await Workflow.GetExternalWorkflowHandle<BatchWorkflow>(Workflow.Info.Parent!.WorkflowId).SignalAsync(wf => wf.ReportAsync(index));
        }
    }
}
