using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;

namespace Temporal.Sdk.Tests.Runtime;

public class ChildWorkflowTests
{
    [Workflow("Child")]
    public class ChildWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string input) => Task.FromResult(input);

        [WorkflowSignal]
        public Task PokeAsync(int strength) => throw new NotSupportedException($"not run here: {strength}");
    }

    [Workflow]
    public class ParentWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(ChildWorkflowCancellationType cancellationType)
        {
            var options = new ChildWorkflowOptions { Id = "child-1", CancellationType = cancellationType };
            try
            {
                var handle = await Workflow.StartChildWorkflowAsync((ChildWorkflow wf) => wf.RunAsync("in"), options);
                var result = await handle.GetResultAsync();
                return $"{handle.Id}/{handle.FirstExecutionRunId}/{result}";
            }
            catch (WorkflowAlreadyStartedException e)
            {
                return $"already {e.WorkflowId} {e.WorkflowType}";
            }
            catch (ChildWorkflowFailureException e)
            {
                return $"{e.WorkflowType}: {e.InnerException?.GetType().Name}";
            }
        }
    }

    [Workflow]
    public class AllOptionsWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.StartChildWorkflowAsync("Other", ["a", 1], new ChildWorkflowOptions
        {
            TaskQueue = "other",
            StaticSummary = "sum",
            StaticDetails = "det",
            ParentClosePolicy = ParentClosePolicy.Abandon,
            ExecutionTimeout = TimeSpan.FromSeconds(30),
            RunTimeout = TimeSpan.FromSeconds(20),
            TaskTimeout = TimeSpan.FromSeconds(10),
            IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            RetryPolicy = new RetryPolicy { MaximumAttempts = 2 },
            CronSchedule = "* * * * *",
            Memo = new Dictionary<string, object> { ["m"] = 1 },
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(SearchAttributeKey.CreateKeyword("K"), "v").ToSearchAttributeCollection(),
            Priority = new Priority(4),
        });
    }

    [Workflow]
    public class SignallingParentWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var handle = await Workflow.StartChildWorkflowAsync((ChildWorkflow wf) => wf.RunAsync("in"));
            try
            {
                await handle.SignalAsync(wf => wf.PokeAsync(3));
                return "sent";
            }
            catch (ApplicationFailureException e)
            {
                return e.Message;
            }
        }
    }

    [Fact]
    public void StartChild_Completes_GivesIdRunAndResult()
    {
        var driver = WorkflowDriver.Create<ParentWorkflow>(ChildWorkflowCancellationType.WaitCancellationCompleted);
        var command = CompletionAssert.Only<WorkflowCommand.StartChildWorkflow>(driver.Start());
        Assert.Equal("child-1", command.WorkflowId);
        Assert.Equal("Child", command.WorkflowType);
        Assert.Equal("default", command.Namespace);
        Assert.Equal("queue-1", command.TaskQueue);
        Assert.Equal("in", WorkflowDriver.Value<string>(Assert.Single(command.Input)));
        Assert.Equal(ParentClosePolicy.Terminate, command.ParentClosePolicy);
        CompletionAssert.Waits(driver.Send(Started("child-run")));
        var completion = driver.Send(new WorkflowActivationJob.ResolveChildWorkflow(
            1, new WorkflowActivationJob.ChildWorkflowResolution.Completed(WorkflowDriver.Payload("out"))));
        Assert.Equal("child-1/child-run/out", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void StartChild_AllOptions_AreInTheCommand()
    {
        var command = CompletionAssert.Only<WorkflowCommand.StartChildWorkflow>(WorkflowDriver.Create<AllOptionsWorkflow>().Start());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4", command.WorkflowId);
        Assert.Equal("Other", command.WorkflowType);
        Assert.Equal("other", command.TaskQueue);
        Assert.Equal(2, command.Input.Count);
        Assert.Equal("sum", WorkflowDriver.Value<string>(command.Summary));
        Assert.Equal("det", WorkflowDriver.Value<string>(command.Details));
        Assert.Equal(ParentClosePolicy.Abandon, command.ParentClosePolicy);
        Assert.Equal(TimeSpan.FromSeconds(30), command.ExecutionTimeout);
        Assert.Equal(TimeSpan.FromSeconds(20), command.RunTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), command.TaskTimeout);
        Assert.Equal(WorkflowIdReusePolicy.RejectDuplicate, command.IdReusePolicy);
        Assert.Equal(2, command.RetryPolicy?.MaximumAttempts);
        Assert.Equal("* * * * *", command.CronSchedule);
        Assert.Equal(1, WorkflowDriver.Value<int>(command.Memo?.Fields["m"]));
        Assert.True(command.SearchAttributes?.IndexedFields.ContainsKey("K"));
        Assert.Equal(4, command.Priority?.PriorityKey);
    }

    [Fact]
    public void StartChild_IdTaken_ThrowsAlreadyStarted()
    {
        var driver = WorkflowDriver.Create<ParentWorkflow>(ChildWorkflowCancellationType.WaitCancellationCompleted);
        driver.Start();
        var completion = driver.Send(new WorkflowActivationJob.ResolveChildWorkflowStart(1, new WorkflowActivationJob.ChildWorkflowStartResolution.Failed(
            "child-1", "Child", StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists)));
        Assert.Equal("already child-1 Child", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void Child_Fails_ThrowsChildWorkflowFailure()
    {
        var driver = WorkflowDriver.Create<ParentWorkflow>(ChildWorkflowCancellationType.WaitCancellationCompleted);
        driver.Start();
        driver.Send(Started("r"));
        var completion = driver.Send(new WorkflowActivationJob.ResolveChildWorkflow(
            1, new WorkflowActivationJob.ChildWorkflowResolution.Failed(ChildFailure(new Failure
            {
                Message = "boom",
                ApplicationFailureInfo = new ApplicationFailureInfo { Type = "Bang" },
            }))));
        Assert.Equal("Child: ApplicationFailureException", CompletionAssert.Completes<string>(completion));
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.Abandon)]
    [InlineData(ChildWorkflowCancellationType.TryCancel)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationCompleted)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationRequested)]
    public void Cancel_ChildStarted_AsksTheEngineAndWaitsForItsAnswer(ChildWorkflowCancellationType type)
    {
        var driver = WorkflowDriver.Create<ParentWorkflow>(type);
        Assert.Equal(type, CompletionAssert.Only<WorkflowCommand.StartChildWorkflow>(driver.Start()).CancellationType);
        driver.Send(Started("r"));
        Assert.Equal(1u, CompletionAssert.Only<WorkflowCommand.CancelChildWorkflow>(driver.Cancel()).Seq);
        var completion = driver.Send(new WorkflowActivationJob.ResolveChildWorkflow(
            1, new WorkflowActivationJob.ChildWorkflowResolution.Cancelled(ChildFailure(new Failure { CanceledFailureInfo = new CanceledFailureInfo() }))));
        Assert.Equal("Child: CanceledFailureException", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void Cancel_ChildNotStarted_EndsTheStart()
    {
        var driver = WorkflowDriver.Create<ParentWorkflow>(ChildWorkflowCancellationType.WaitCancellationCompleted);
        driver.Start();
        CompletionAssert.Only<WorkflowCommand.CancelChildWorkflow>(driver.Cancel());
        var completion = driver.Send(new WorkflowActivationJob.ResolveChildWorkflowStart(1, new WorkflowActivationJob.ChildWorkflowStartResolution.Cancelled(
            ChildFailure(new Failure { CanceledFailureInfo = new CanceledFailureInfo() }))));
        Assert.Equal("Child: CanceledFailureException", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void Signal_Child_IsForChildrenOnly()
    {
        var driver = WorkflowDriver.Create<SignallingParentWorkflow>();
        var start = CompletionAssert.Only<WorkflowCommand.StartChildWorkflow>(driver.Start());
        var signal = CompletionAssert.Only<WorkflowCommand.SignalExternalWorkflow>(driver.Send(Started("r")));
        Assert.True(signal.ChildWorkflowOnly);
        Assert.Equal(start.WorkflowId, signal.WorkflowId);
        Assert.Equal("Poke", signal.SignalName);
        Assert.Equal(3, WorkflowDriver.Value<int>(Assert.Single(signal.Arguments)));
        Assert.Equal("sent", CompletionAssert.Completes<string>(driver.Send(new WorkflowActivationJob.ResolveSignalExternal(signal.Seq, null))));
    }

    [Fact]
    public void Signal_ChildNotThere_ThrowsItsFailure()
    {
        var driver = WorkflowDriver.Create<SignallingParentWorkflow>();
        driver.Start();
        driver.Send(Started("r"));
        var completion = driver.Send(new WorkflowActivationJob.ResolveSignalExternal(1, new Failure
        {
            Message = "Unable to signal external workflow because it was not found",
            ApplicationFailureInfo = new ApplicationFailureInfo { Type = "EXTERNAL_WORKFLOW_NOT_FOUND" },
        }));
        Assert.Contains("not found", CompletionAssert.Completes<string>(completion), StringComparison.Ordinal);
    }

    private static WorkflowActivationJob.ResolveChildWorkflowStart Started(string runId) =>
        new(1, new WorkflowActivationJob.ChildWorkflowStartResolution.Succeeded(runId));

    private static Failure ChildFailure(Failure cause) => new()
    {
        Message = "Child Workflow execution failed",
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new ChildWorkflowExecutionFailureInfo
        {
            Namespace = "default",
            WorkflowType = new() { Name = "Child" },
            WorkflowExecution = new() { WorkflowId = "child-1", RunId = "r" },
        },
    };
}
