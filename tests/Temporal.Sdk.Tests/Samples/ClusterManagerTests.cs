using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Samples;

/// <summary>Updates whose handlers wait, one at a time behind a mutex; the workflow ends when all of them have.</summary>
public sealed class ClusterManagerTests : SampleBase
{
    [SkippableFact]
    public Task Handlers_Concurrent_TakeTurnsAndAreWaitedFor() => RunAsync(
        options => options.AddWorkflow<NodesWorkflow>(),
        async (client, options) =>
        {
            var handle = await client.StartWorkflowAsync((NodesWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.StartAsync());
            var updates = await Task.WhenAll(Enumerable.Range(0, 5).Select(i =>
                handle.StartUpdateAsync(wf => wf.AssignAsync($"job {i}", 2), new(WorkflowUpdateStage.Accepted))));
            var repeated = await handle.ExecuteUpdateAsync(wf => wf.AssignAsync("job 0", 2));
            await handle.SignalAsync(wf => wf.StopAsync());
            var nodes = await Task.WhenAll(updates.Select(u => u.GetResultAsync()));

            Assert.Equal(10, nodes.SelectMany(n => n).Distinct().Count());
            Assert.Contains(nodes, n => n.SequenceEqual(repeated));
            Assert.Equal(new NodesWorkflow.Result(10, 1), await handle.GetResultAsync());
        });

    [SkippableFact]
    public Task Validator_MoreThanThereAre_Refuses() => RunAsync(
        options => options.AddWorkflow<NodesWorkflow>(),
        async (client, options) =>
        {
            var handle = await client.StartWorkflowAsync((NodesWorkflow wf) => wf.RunAsync(), options);

            var error = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(wf => wf.AssignAsync("big", 99)));

            Assert.Equal("too many", Assert.IsType<ApplicationFailureException>(error.InnerException).Message);
            await handle.TerminateAsync();
        });

    [Workflow]
    public sealed class NodesWorkflow
    {
        private readonly Dictionary<string, string?> nodes = Enumerable.Range(0, 20).ToDictionary(i => $"node {i:00}", _ => (string?)null);
        private readonly Temporalio.Workflows.Mutex mutex = new();
        private bool isStarted;
        private bool isStopped;
        private int inside;
        private int most;

        [WorkflowRun]
        public async Task<Result> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => isStopped && Workflow.AllHandlersFinished);
            return new Result(nodes.Values.Count(job => job is not null), most);
        }

        [WorkflowSignal]
        public Task StartAsync()
        {
            isStarted = true;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task StopAsync()
        {
            isStopped = true;
            return Task.CompletedTask;
        }

        [WorkflowUpdate]
        public async Task<List<string>> AssignAsync(string job, int count)
        {
            await Workflow.WaitConditionAsync(() => isStarted);
            await mutex.WaitOneAsync();
            try
            {
                most = Math.Max(most, ++inside);
                var mine = nodes.Where(n => n.Value == job).Select(n => n.Key).ToList();
                if (mine.Count == 0)
                {
                    mine = [.. nodes.Where(n => n.Value is null).Select(n => n.Key).Take(count)];
                    await Workflow.DelayAsync(20);
                    mine.ForEach(n => nodes[n] = job);
                }

                return mine;
            }
            finally
            {
                inside--;
                mutex.ReleaseMutex();
            }
        }

        [WorkflowUpdateValidator(nameof(AssignAsync))]
        public void ValidateAssign(string job, int count)
        {
            if (count > nodes.Count)
            {
                throw new ApplicationFailureException("too many");
            }
        }

        public sealed record Result(int Assigned, int MostAtOnce);
    }
}
