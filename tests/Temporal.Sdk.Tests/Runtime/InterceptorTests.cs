using Temporalio.Api.Common.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class InterceptorTests
{
    [Workflow]
    public class BusyWorkflow
    {
        private bool isOver;

        [WorkflowRun]
        public async Task<string> RunAsync(string text)
        {
            await Workflow.DelayAsync(1);
            await Workflow.ExecuteActivityAsync("act", [], new ActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(1) });
            var child = await Workflow.StartChildWorkflowAsync("child", []);
            await child.SignalAsync("s", []);
            var other = Workflow.GetExternalWorkflowHandle("other");
            await other.SignalAsync("s", []);
            await other.CancelAsync();
            await Workflow.WaitConditionAsync(() => isOver);
            throw Workflow.CreateContinueAsNewException("next", [text]);
        }

        [WorkflowSignal]
        public Task StopAsync()
        {
            isOver = true;
            return Task.CompletedTask;
        }

        [WorkflowQuery]
        public int Ask() => 1;

        [WorkflowUpdate]
        public Task<int> ChangeAsync() => Task.FromResult(1);

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public void ValidateChange()
        {
        }
    }

    [Fact]
    public void Interceptors_AllWays_AreCalledInOrderAndMayChangeThings()
    {
        var calls = new List<string>();
        var driver = WorkflowDriver.Create<BusyWorkflow>(
            new WorkflowDriver.DriverOptions { Interceptors = [new Recorder("a", calls), new Recorder("b", calls)] }, "text");
        driver.Start();
        var activity = CompletionAssert.One<WorkflowCommand.ScheduleActivity>(driver.Timer(1));
        Assert.Equal("a,b", string.Join(',', activity.Headers.Keys));
        driver.Activity(1);
        driver.Send(new WorkflowActivationJob.ResolveChildWorkflowStart(1, new WorkflowActivationJob.ChildWorkflowStartResolution.Succeeded("r")));
        driver.Send(new WorkflowActivationJob.ResolveSignalExternal(1, null));
        driver.Send(new WorkflowActivationJob.ResolveSignalExternal(2, null));
        driver.Send(new WorkflowActivationJob.ResolveCancelExternal(1, null));
        Assert.Equal(12, WorkflowDriver.Value<int>(driver.Query("Ask").Result));
        driver.Update("Change");
        Assert.Equal("next+b+a", CompletionAssert.One<WorkflowCommand.ContinueAsNewWorkflow>(driver.Signal("Stop")).WorkflowType);
        Assert.Equal(
            [
                "a.Init", "b.Init", "a.Execute", "b.Execute", "b.Delay", "a.Delay", "b.Activity", "a.Activity", "b.StartChild", "a.StartChild",
                "b.SignalChild", "a.SignalChild", "b.SignalExternal", "a.SignalExternal", "b.CancelExternal", "a.CancelExternal",
                "a.Query", "b.Query", "a.Validate", "b.Validate", "a.Update", "b.Update", "a.Signal", "b.Signal", "b.Continue", "a.Continue",
            ],
            calls);
    }

    private sealed class Recorder(string name, List<string> calls) : IWorkerInterceptor
    {
        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(name, calls, nextInterceptor);

        private sealed class Inbound(string name, List<string> calls, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
        {
            public override void Init(WorkflowOutboundInterceptor outbound)
            {
                calls.Add($"{name}.Init");
                base.Init(new Outbound(name, calls, outbound));
            }

            public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
            {
                calls.Add($"{name}.Execute");
                return base.ExecuteWorkflowAsync(input);
            }

            public override Task HandleSignalAsync(HandleSignalInput input)
            {
                calls.Add($"{name}.Signal");
                return base.HandleSignalAsync(input);
            }

            public override object? HandleQuery(HandleQueryInput input)
            {
                calls.Add($"{name}.Query");
                return name == "a" ? (int)base.HandleQuery(input)! + 10 : (int)base.HandleQuery(input)! + 1;
            }

            public override void ValidateUpdate(HandleUpdateInput input)
            {
                calls.Add($"{name}.Validate");
                base.ValidateUpdate(input);
            }

            public override Task<object?> HandleUpdateAsync(HandleUpdateInput input)
            {
                calls.Add($"{name}.Update");
                return base.HandleUpdateAsync(input);
            }
        }

        private sealed class Outbound(string name, List<string> calls, WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
        {
            public override Task DelayAsync(DelayAsyncInput input)
            {
                calls.Add($"{name}.Delay");
                return base.DelayAsync(input);
            }

            public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
            {
                calls.Add($"{name}.Activity");
                var headers = new SortedDictionary<string, Payload>(input.Headers ?? new Dictionary<string, Payload>()) { [name] = WorkflowDriver.Payload(1) };
                return base.ScheduleActivityAsync<TResult>(input with { Headers = headers });
            }

            public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input)
            {
                calls.Add($"{name}.StartChild");
                return base.StartChildWorkflowAsync<TWorkflow, TResult>(input);
            }

            public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input)
            {
                calls.Add($"{name}.SignalChild");
                return base.SignalChildWorkflowAsync(input);
            }

            public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input)
            {
                calls.Add($"{name}.SignalExternal");
                return base.SignalExternalWorkflowAsync(input);
            }

            public override Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input)
            {
                calls.Add($"{name}.CancelExternal");
                return base.CancelExternalWorkflowAsync(input);
            }

            public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input)
            {
                calls.Add($"{name}.Continue");
                return base.CreateContinueAsNewException(input with { Workflow = $"{input.Workflow}+{name}" });
            }
        }
    }
}
