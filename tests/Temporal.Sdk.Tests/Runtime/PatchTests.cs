using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class PatchTests
{
    [Workflow]
    public class PatchedWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var first = Workflow.Patched("p1");
            await Workflow.DelayAsync(1);
            return $"{first} {Workflow.Patched("p1")}";
        }
    }

    [Workflow]
    public class DeprecatedWorkflow
    {
        [WorkflowRun]
        public Task RunAsync()
        {
            Workflow.DeprecatePatch("p1");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Patched_NewRun_IsTrueWithOneMarker()
    {
        var driver = WorkflowDriver.Create<PatchedWorkflow>();
        Assert.Equal(new WorkflowCommand.SetPatchMarker("p1", false), CompletionAssert.One<WorkflowCommand.SetPatchMarker>(driver.Start()));
        var completion = driver.Timer(1);
        Assert.Equal("True True", CompletionAssert.Completes<string>(completion));
        Assert.Single(CompletionAssert.Commands(completion));
    }

    [Fact]
    public void Patched_ReplayWithMarker_IsTrueWithMarker()
    {
        var driver = WorkflowDriver.Create<PatchedWorkflow>();
        driver.IsReplaying = true;
        CompletionAssert.One<WorkflowCommand.SetPatchMarker>(driver.Start(new WorkflowActivationJob.NotifyHasPatch("p1")));
        Assert.Equal("True True", CompletionAssert.Completes<string>(driver.Timer(1)));
    }

    [Fact]
    public void Patched_ReplayWithoutMarker_IsFalseAndStaysSo()
    {
        var driver = WorkflowDriver.Create<PatchedWorkflow>();
        driver.IsReplaying = true;
        Assert.IsType<WorkflowCommand.StartTimer>(Assert.Single(CompletionAssert.Commands(driver.Start())));
        driver.IsReplaying = false;
        Assert.Equal("False False", CompletionAssert.Completes<string>(driver.Timer(1)));
    }

    [Fact]
    public void Patched_CallbackSaysNo_IsFalse()
    {
        var asked = new List<string>();
        var driver = WorkflowDriver.Create<PatchedWorkflow>(new WorkflowDriver.DriverOptions
        {
            PatchActivation = (info, id) =>
            {
                asked.Add($"{info.WorkflowId} {id}");
                return false;
            },
        });
        CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Start());
        Assert.Equal("False False", CompletionAssert.Completes<string>(driver.Timer(1)));
        Assert.Equal(["wf-1 p1"], asked);
    }

    [Fact]
    public void DeprecatePatch_NewRun_WritesADeprecatedMarker() => Assert.Equal(
        new WorkflowCommand.SetPatchMarker("p1", true),
        CompletionAssert.One<WorkflowCommand.SetPatchMarker>(WorkflowDriver.Create<DeprecatedWorkflow>().Start()));
}
