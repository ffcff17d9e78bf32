using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine;
using Job = Temporalio.Worker.Activations.WorkflowActivationJob;

namespace Temporal.Sdk.Tests.Engine;

public sealed class PatchTests
{
    [Fact]
    public async Task Patched_NewRun_WritesMarkerAndSearchAttribute()
    {
        var run = new EngineRun(Scripts.AtStart(
            new WorkflowCommand.SetPatchMarker("b", false), new WorkflowCommand.SetPatchMarker("a", false), new WorkflowCommand.SetPatchMarker("b", false)));
        var outcome = await run.CompletesAsync(new HistoryBuilder().Started().TaskStarted().Events, 0);
        Assert.Equal(
            [CommandType.RecordMarker, CommandType.UpsertWorkflowSearchAttributes, CommandType.RecordMarker, CommandType.UpsertWorkflowSearchAttributes],
            EngineRun.Types(outcome));
        var fields = outcome.Commands[3].UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes.IndexedFields;
        Assert.Equal("""["a","b"]""", fields["TemporalChangeVersion"].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Patched_MarkerInHistory_IsNotifiedAndMatched()
    {
        var run = new EngineRun(a => a.Has<Job.NotifyHasPatch>() ? [new WorkflowCommand.SetPatchMarker("p", false), Scripts.Timer(1)] : []);
        var history = new HistoryBuilder().Started().Task().Patch("p").Upserted("TemporalChangeVersion").TimerStarted("1").Signaled("s").TaskStarted();
        Assert.Empty((await run.CompletesAsync(history.Events, 3)).Commands);
    }

    [Fact]
    public async Task Patched_MarkerWithoutCode_IsNondeterminism()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1)));
        var history = new HistoryBuilder().Started().Task().Patch("p").TimerStarted("1").Signaled("s").TaskStarted();
        var failed = Assert.IsType<TaskOutcome.Failed>(await run.HandleAsync(history.Events, 3));
        Assert.Contains("marker of patch 'p'", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patched_DeprecatedMarkerWithoutCode_IsPassedOver()
    {
        var run = new EngineRun(Scripts.AtStart(Scripts.Timer(1)));
        var history = new HistoryBuilder().Started().Task().Patch("p", deprecated: true).Upserted("TemporalChangeVersion").TimerStarted("1").Signaled("s").TaskStarted();
        Assert.Empty((await run.CompletesAsync(history.Events, 3)).Commands);
    }

    [Fact]
    public async Task DeprecatePatch_HistoryWithoutMarker_IsAccepted()
    {
        var run = new EngineRun(Scripts.AtStart(new WorkflowCommand.SetPatchMarker("p", true), Scripts.Timer(1)));
        var history = new HistoryBuilder().Started().Task().TimerStarted("1").Signaled("s").TaskStarted();
        Assert.Empty((await run.CompletesAsync(history.Events, 3)).Commands);
    }

    [Fact]
    public async Task Patched_OtherPatchInHistory_NamesBoth()
    {
        var run = new EngineRun(Scripts.AtStart(new WorkflowCommand.SetPatchMarker("mine", false)));
        var history = new HistoryBuilder().Started().Task().Patch("theirs").Signaled("s").TaskStarted();
        var failed = Assert.IsType<TaskOutcome.Failed>(await run.HandleAsync(history.Events, 3));
        Assert.Contains("'mine'", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("'theirs'", failed.Failure.Message, StringComparison.Ordinal);
    }
}
