using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;

namespace Temporal.Sdk.Tests.Workflows;

public class ChildWorkflowTests : WorkflowTestBase
{
    [Workflow]
    public class KidWorkflow
    {
        private string said = string.Empty;

        [WorkflowRun]
        public async Task<string> RunAsync(string task)
        {
            switch (task)
            {
                case "fail":
                    throw new ApplicationFailureException("kid failed", "KidFailure");
                case "wait":
                    await Workflow.WaitConditionAsync(() => said.Length > 0);
                    break;
            }

            return $"{task} {said}".TrimEnd();
        }

        [WorkflowSignal]
        public Task SayAsync(string what)
        {
            said = what;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class FamilyWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string kidId, string task)
        {
            var kid = await Workflow.StartChildWorkflowAsync((KidWorkflow wf) => wf.RunAsync(task), new ChildWorkflowOptions { Id = kidId });
            if (task == "wait")
            {
                await kid.SignalAsync(wf => wf.SayAsync("hi"));
            }

            try
            {
                return await kid.GetResultAsync();
            }
            catch (ChildWorkflowFailureException e)
            {
                return $"{e.WorkflowType}: {((ApplicationFailureException)e.InnerException!).ErrorType}";
            }
        }
    }

    [Workflow]
    public class CancellingFamilyWorkflow
    {
        private bool isOver;

        [WorkflowRun]
        public async Task<string> RunAsync(string kidId, ChildWorkflowCancellationType type)
        {
            using var source = new CancellationTokenSource();
            var kid = await Workflow.StartChildWorkflowAsync(
                (KidWorkflow wf) => wf.RunAsync("wait"),
                new ChildWorkflowOptions { Id = kidId, CancellationType = type, CancellationToken = source.Token, ParentClosePolicy = ParentClosePolicy.Abandon });
            await Workflow.DelayAsync(10);
            source.Cancel();
            try
            {
                return await kid.GetResultAsync();
            }
            catch (ChildWorkflowFailureException e) when (TemporalException.IsCanceledException(e))
            {
                // A request that is on its way when its sender closes is not delivered.
                await Workflow.WaitConditionAsync(() => isOver, TimeSpan.FromMinutes(4));
                return "cancelled";
            }
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            isOver = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class EarlyCancelWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            using var source = new CancellationTokenSource();
            var start = Workflow.StartChildWorkflowAsync(
                (KidWorkflow wf) => wf.RunAsync("wait"), new ChildWorkflowOptions { CancellationToken = source.Token });
            source.Cancel();
            try
            {
                await start;
                return "started";
            }
            catch (Exception e) when (TemporalException.IsCanceledException(e))
            {
                await Workflow.DelayAsync(10);
                return "cancelled";
            }
        }
    }

    [Workflow]
    public class TwinsWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string kidId)
        {
            var options = new ChildWorkflowOptions { Id = kidId, ParentClosePolicy = ParentClosePolicy.RequestCancel };
            await Workflow.StartChildWorkflowAsync((KidWorkflow wf) => wf.RunAsync("wait"), options);
            try
            {
                await Workflow.StartChildWorkflowAsync((KidWorkflow wf) => wf.RunAsync("wait"), options);
                return "both";
            }
            catch (WorkflowAlreadyStartedException e)
            {
                return $"one {e.WorkflowId == kidId}";
            }
        }
    }

    [Workflow]
    public class NeighbourWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string otherId, bool cancels)
        {
            var other = Workflow.GetExternalWorkflowHandle<KidWorkflow>(otherId);
            try
            {
                if (cancels)
                {
                    await other.CancelAsync();
                }
                else
                {
                    await other.SignalAsync(wf => wf.SayAsync("from next door"));
                }

                return "told";
            }
            catch (ApplicationFailureException e)
            {
                return e.Message;
            }
        }
    }

    [SkippableTheory]
    [InlineData("run", "run")]
    [InlineData("wait", "wait hi")]
    [InlineData("fail", "KidWorkflow: KidFailure")]
    public Task Child_Runs_GivesItsEnd(string task, string expected) => EachWayAsync(
        o => o.AddWorkflow<FamilyWorkflow>().AddWorkflow<KidWorkflow>(),
        async scene =>
        {
            var kidId = WorkflowScene.NewId("kid");
            Assert.Equal(expected, await scene.ExecuteAsync((FamilyWorkflow wf) => wf.RunAsync(kidId, task)));
            scene.Add(kidId);
        },
        [],
        $"{nameof(Child_Runs_GivesItsEnd)}_{task}");

    [SkippableTheory]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationCompleted, WorkflowExecutionStatus.Canceled)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationRequested, WorkflowExecutionStatus.Canceled)]
    [InlineData(ChildWorkflowCancellationType.TryCancel, WorkflowExecutionStatus.Canceled)]
    [InlineData(ChildWorkflowCancellationType.Abandon, WorkflowExecutionStatus.Running)]
    public Task Child_Cancelled_AsItsTypeSays(ChildWorkflowCancellationType type, WorkflowExecutionStatus status) => EachWayAsync(
        o => o.AddWorkflow<CancellingFamilyWorkflow>().AddWorkflow<KidWorkflow>(),
        async scene =>
        {
            var kidId = WorkflowScene.NewId("kid");
            var parent = await scene.StartAsync((CancellingFamilyWorkflow wf) => wf.RunAsync(kidId, type));
            await BasicWorkflowTests.EventCountAsync(parent, EventType.TimerStarted, 2);
            var kid = scene.Client.GetWorkflowHandle<KidWorkflow>(kidId);
            await Vibe.TestKit.Eventually.EqualAsync(status, async () => (await kid.DescribeAsync()).Status);
            await parent.SignalAsync(wf => wf.EndAsync());
            Assert.Equal("cancelled", await parent.GetResultAsync());
            if (status == WorkflowExecutionStatus.Running)
            {
                await kid.SignalAsync(wf => wf.SayAsync("left alone"));
                await kid.GetResultAsync();
            }
        },
        [],
        $"{nameof(Child_Cancelled_AsItsTypeSays)}_{type}");

    [SkippableFact]
    public Task Child_CancelledBeforeItIsSent_LeavesNoEvent() => EachWayAsync(
        o => o.AddWorkflow<EarlyCancelWorkflow>().AddWorkflow<KidWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((EarlyCancelWorkflow wf) => wf.RunAsync());
            Assert.Equal("cancelled", await handle.GetResultAsync());
            Assert.DoesNotContain((await handle.FetchHistoryAsync()).Events, e => e.EventType == EventType.StartChildWorkflowExecutionInitiated);
        });

    [SkippableFact]
    public Task Child_IdTaken_IsSaidAndTheFirstIsCancelledWithItsParent() => EachWayAsync(
        o => o.AddWorkflow<TwinsWorkflow>().AddWorkflow<KidWorkflow>(),
        async scene =>
        {
            var kidId = WorkflowScene.NewId("kid");
            Assert.Equal("one True", await scene.ExecuteAsync((TwinsWorkflow wf) => wf.RunAsync(kidId)));
            var kid = scene.Client.GetWorkflowHandle(kidId);
            await Vibe.TestKit.Eventually.EqualAsync(WorkflowExecutionStatus.Canceled, async () => (await kid.DescribeAsync()).Status);
            scene.Add(kidId);
        });

    [SkippableFact]
    public Task External_Signalled_HearsIt() => EachWayAsync(
        o => o.AddWorkflow<NeighbourWorkflow>().AddWorkflow<KidWorkflow>(),
        async scene =>
        {
            var other = await scene.StartAsync((KidWorkflow wf) => wf.RunAsync("wait"));
            Assert.Equal("told", await scene.ExecuteAsync((NeighbourWorkflow wf) => wf.RunAsync(other.Id, false)));
            Assert.Equal("wait from next door", await other.GetResultAsync());
        });

    [SkippableFact]
    public Task External_Cancelled_IsCancelled() => EachWayAsync(
        o => o.AddWorkflow<NeighbourWorkflow>().AddWorkflow<KidWorkflow>(),
        async scene =>
        {
            var other = await scene.StartAsync((KidWorkflow wf) => wf.RunAsync("wait"));
            Assert.Equal("told", await scene.ExecuteAsync((NeighbourWorkflow wf) => wf.RunAsync(other.Id, true)));
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => other.GetResultAsync());
            Assert.IsType<CanceledFailureException>(failed.InnerException);
        });

    [SkippableFact]
    public Task External_NotThere_IsSaid() => EachWayAsync(
        o => o.AddWorkflow<NeighbourWorkflow>(),
        async scene => Assert.Contains(
            "not found", await scene.ExecuteAsync((NeighbourWorkflow wf) => wf.RunAsync(WorkflowScene.NewId(), false)), StringComparison.Ordinal));
}
