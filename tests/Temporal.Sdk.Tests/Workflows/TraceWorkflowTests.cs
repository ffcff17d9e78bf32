using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class TraceWorkflowTests : WorkflowTestBase
{
    private const string Header = "trace";

    [Workflow]
    public class ObservedWorkflow
    {
        private bool isOver;

        [WorkflowQuery(Description = "how far it is")]
        public int Percent => 50;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            Workflow.CurrentDetails = "half way";
            await Workflow.WaitConditionAsync(() => isOver);
            return Workflow.Info.Headers?.TryGetValue(Header, out var value) == true ? Workflow.PayloadConverter.ToValue<string>(value) : "untraced";
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            isOver = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class HeaderRelayWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(
            () => Steps.Greet("relay"), new ActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(20) });
    }

    [SkippableFact]
    public Task Query_StackTraceAndMetadata_AreAnswered() => EachWayAsync(
        o =>
        {
            o.WorkflowStackTrace = WorkflowStackTrace.WithoutFileInfo;
            o.AddWorkflow<ObservedWorkflow>();
        },
        async scene =>
        {
            var handle = await scene.StartAsync((ObservedWorkflow wf) => wf.RunAsync());
            await BasicWorkflowTests.EventCountAsync(handle, EventType.WorkflowTaskCompleted, 1);
            Assert.Contains(nameof(ObservedWorkflow), await handle.QueryAsync<string>("__stack_trace", []), StringComparison.Ordinal);
            var metadata = await handle.QueryAsync<WorkflowMetadata>("__temporal_workflow_metadata", []);
            Assert.Equal("half way", metadata.CurrentDetails);
            Assert.Contains(metadata.Definition.QueryDefinitions, q => q is { Name: "Percent", Description: "how far it is" });
            await handle.SignalAsync(wf => wf.EndAsync());
            Assert.Equal("untraced", await handle.GetResultAsync());
        });

    [SkippableFact]
    public Task Interceptors_OfClientWorkflowAndActivity_CarryAHeader()
    {
        var seen = new List<string>();
        return EachWayAsync(
            o =>
            {
                seen.Clear();
                o.Interceptors = [new Relay(seen)];
                o.AddWorkflow<HeaderRelayWorkflow>().AddAllActivities(new Steps());
            },
            async scene =>
            {
                Assert.Equal("Hello, relay!", await scene.ExecuteAsync((HeaderRelayWorkflow wf) => wf.RunAsync()));
                Assert.Equal(["from the client"], seen);
            },
            [new Sender()],
            nameof(Interceptors_OfClientWorkflowAndActivity_CarryAHeader));
    }

    private static Payload Text(string text) => DataConverter.Default.PayloadConverter.ToPayload(text);

    private sealed class Sender : IClientInterceptor
    {
        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(nextInterceptor);

        private sealed class Outbound(ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
        {
            public override Task<Temporalio.Client.WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
                base.StartWorkflowAsync<TWorkflow, TResult>(input with { Headers = new Dictionary<string, Payload> { [Header] = Text("from the client") } });
        }
    }

    private sealed class Relay(List<string> seen) : IWorkerInterceptor
    {
        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new WorkflowIn(nextInterceptor);

        public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new ActivityIn(seen, nextInterceptor);

        private sealed class WorkflowIn(WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
        {
            public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new WorkflowOut(outbound));
        }

        private sealed class WorkflowOut(WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
        {
            public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) => base.ScheduleActivityAsync<TResult>(
                input with { Headers = new Dictionary<string, Payload> { [Header] = Workflow.Info.Headers![Header] } });
        }

        private sealed class ActivityIn(List<string> seen, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
        {
            public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
            {
                seen.Add(DataConverter.Default.PayloadConverter.ToValue<string>(input.Headers![Header]));
                return base.ExecuteActivityAsync(input);
            }
        }
    }
}
