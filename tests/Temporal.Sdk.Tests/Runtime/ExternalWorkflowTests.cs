using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class ExternalWorkflowTests
{
    [Workflow]
    public class SignalOtherWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                await Workflow.GetExternalWorkflowHandle("other", "run-9").SignalAsync("poke", ["x"]);
                return "sent";
            }
            catch (CanceledFailureException)
            {
                return "cancelled";
            }
        }
    }

    [Workflow]
    public class CancelOtherWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                await Workflow.GetExternalWorkflowHandle<SignalOtherWorkflow>("other").CancelAsync();
                return "asked";
            }
            catch (ApplicationFailureException e)
            {
                return e.ErrorType ?? "none";
            }
        }
    }

    [Fact]
    public void Signal_Other_SendsNameRunAndArguments()
    {
        var driver = WorkflowDriver.Create<SignalOtherWorkflow>();
        var signal = CompletionAssert.Only<WorkflowCommand.SignalExternalWorkflow>(driver.Start());
        Assert.False(signal.ChildWorkflowOnly);
        Assert.Equal("other", signal.WorkflowId);
        Assert.Equal("run-9", signal.RunId);
        Assert.Equal("poke", signal.SignalName);
        Assert.Equal("sent", CompletionAssert.Completes<string>(driver.Send(new WorkflowActivationJob.ResolveSignalExternal(signal.Seq, null))));
    }

    [Fact]
    public void Signal_CancelledWhileUnderWay_AsksTheEngineAndThrowsItsAnswer()
    {
        var driver = WorkflowDriver.Create<SignalOtherWorkflow>();
        driver.Start();
        Assert.Equal(1u, CompletionAssert.Only<WorkflowCommand.CancelSignalWorkflow>(driver.Cancel()).Seq);
        var completion = driver.Send(new WorkflowActivationJob.ResolveSignalExternal(1, new Failure { CanceledFailureInfo = new CanceledFailureInfo() }));
        Assert.Equal("cancelled", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void Cancel_Other_SendsTheRequestAndWaits()
    {
        var driver = WorkflowDriver.Create<CancelOtherWorkflow>();
        var request = CompletionAssert.Only<WorkflowCommand.RequestCancelExternalWorkflow>(driver.Start());
        Assert.Equal("other", request.WorkflowId);
        Assert.Null(request.RunId);
        Assert.Equal("asked", CompletionAssert.Completes<string>(driver.Send(new WorkflowActivationJob.ResolveCancelExternal(request.Seq, null))));
    }

    [Fact]
    public void Cancel_OtherNotThere_ThrowsItsFailure()
    {
        var driver = WorkflowDriver.Create<CancelOtherWorkflow>();
        driver.Start();
        var completion = driver.Send(new WorkflowActivationJob.ResolveCancelExternal(1, new Failure
        {
            Message = "not found",
            ApplicationFailureInfo = new ApplicationFailureInfo { Type = "NOT_FOUND" },
        }));
        Assert.Equal("NOT_FOUND", CompletionAssert.Completes<string>(completion));
    }
}
