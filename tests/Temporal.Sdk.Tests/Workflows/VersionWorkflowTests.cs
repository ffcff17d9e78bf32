using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class VersionWorkflowTests : WorkflowTestBase
{
    private static readonly ActivityOptions Short = new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };

    [Workflow("VersionedWorkflow")]
    public class OldWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync() => await Workflow.ExecuteActivityAsync(() => Steps.Greet("old"), Short);
    }

    [Workflow("VersionedWorkflow")]
    public class PatchedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync() => Workflow.Patched("by-number")
            ? $"{await Workflow.ExecuteActivityAsync((Steps s) => s.AddAsync(1, 1), Short)}"
            : await Workflow.ExecuteActivityAsync(() => Steps.Greet("old"), Short);
    }

    [Workflow("VersionedWorkflow")]
    public class DeprecatedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            Workflow.DeprecatePatch("by-number");
            return $"{await Workflow.ExecuteActivityAsync((Steps s) => s.AddAsync(1, 1), Short)}";
        }
    }

    [Workflow("VersionedWorkflow")]
    public class NewWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync() => $"{await Workflow.ExecuteActivityAsync((Steps s) => s.AddAsync(1, 1), Short)}";
    }

    [Workflow]
    public class TwoPatchesWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var first = Workflow.Patched("first");
            await Workflow.DelayAsync(10);
            var second = Workflow.Patched("second");
            await Workflow.DelayAsync(10);
            return $"{first} {second} {Workflow.Patched("first")}";
        }
    }

    [Workflow]
    public class CountdownWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(int left, string trail)
        {
            await Workflow.DelayAsync(5);
            if (left > 0)
            {
                throw Workflow.CreateContinueAsNewException((CountdownWorkflow wf) => wf.RunAsync(left - 1, $"{trail}{left} "));
            }

            return $"{trail}{Workflow.PayloadConverter.ToValue<string>(Workflow.Memo["who"])} {Workflow.Info.ContinuedRunId is not null}";
        }
    }

    [SkippableFact]
    public async Task Patched_OldNewAndDeprecated_ReplayEachOther()
    {
        var histories = new Dictionary<string, WorkflowHistory>();
        await RunAsync<OldWorkflow>("old", "Hello, old!");
        await RunAsync<PatchedWorkflow>("patched", "2");
        await RunAsync<DeprecatedWorkflow>("deprecated", "2");

        Assert.Null(await ReplayAsync<PatchedWorkflow>("old"));
        Assert.Null(await ReplayAsync<DeprecatedWorkflow>("patched"));
        Assert.Null(await ReplayAsync<PatchedWorkflow>("deprecated"));
        Assert.Null(await ReplayAsync<NewWorkflow>("deprecated"));
        Assert.IsType<WorkflowNondeterminismException>(await ReplayAsync<NewWorkflow>("old"));
        Assert.IsType<WorkflowNondeterminismException>(await ReplayAsync<NewWorkflow>("patched"));
        Assert.IsType<WorkflowNondeterminismException>(await ReplayAsync<DeprecatedWorkflow>("old"));

        async Task RunAsync<T>(string name, string expected) => await EachWayAsync(
            o => o.AddWorkflow<T>().AddAllActivities(new Steps()),
            async scene =>
            {
                var handle = await scene.Client.StartWorkflowAsync("VersionedWorkflow", [], scene.Options());
                scene.Add(handle.Id);
                Assert.Equal(expected, await handle.GetResultAsync<string>());
                histories[name] = await handle.FetchHistoryAsync();
            },
            [],
            $"{nameof(Patched_OldNewAndDeprecated_ReplayEachOther)}_{name}");

        async Task<Exception?> ReplayAsync<T>(string name) =>
            (await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<T>()).ReplayWorkflowAsync(histories[name], throwOnReplayFailure: false)).ReplayFailure;
    }

    [SkippableFact]
    public Task Patched_Twice_KeepsBothAndListsThem() => EachWayAsync(
        o => o.AddWorkflow<TwoPatchesWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((TwoPatchesWorkflow wf) => wf.RunAsync());
            Assert.Equal("True True True", await handle.GetResultAsync());
            Assert.Equal(2, (await handle.FetchHistoryAsync()).Events.Count(e => e.EventType == EventType.MarkerRecorded));
        });

    [SkippableFact]
    public Task ContinueAsNew_Twice_CarriesTheMemoOn() => EachWayAsync(
        o => o.AddWorkflow<CountdownWorkflow>(),
        async scene =>
        {
            var options = scene.Options();
            options.Memo = new Dictionary<string, object> { ["who"] = "me" };
            var handle = await scene.StartAsync((CountdownWorkflow wf) => wf.RunAsync(2, string.Empty), options);
            Assert.Equal("2 1 me True", await handle.GetResultAsync());
            scene.Add(handle.Id, handle.ResultRunId);
            await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() =>
                scene.Client.GetWorkflowHandle(handle.Id, handle.ResultRunId).GetResultAsync(followRuns: false));
        });
}
