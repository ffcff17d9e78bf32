using System.Text.Json;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class QueryTests
{
    [Workflow]
    public class QueriedWorkflow
    {
        private bool isOver;

        [WorkflowQuery(Description = "where it stands")]
        public string Stage { get; set; } = "new";

        [WorkflowRun]
        public async Task RunAsync()
        {
            Stage = "waiting";
            Workflow.CurrentDetails = "**here**";
            await Workflow.WaitConditionAsync(() => isOver);
        }

        [WorkflowQuery("sum")]
        public int Sum(int a, int b = 10) => a + b;

        [WorkflowQuery]
        public string Bad() => throw new InvalidOperationException("no answer");

        [WorkflowQuery]
        public bool Schedules() => Workflow.DelayAsync(5).IsCompleted;

        [WorkflowQuery]
        public bool[] Replaying() => [Workflow.Unsafe.IsReplaying, Workflow.Unsafe.IsReplayingHistoryEvents];

        [WorkflowSignal]
        public Task StopAsync()
        {
            isOver = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class DynamicQueryWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.Queries["late"] = WorkflowQueryDefinition.CreateWithoutAttribute("late", () => "yes");
            await Workflow.WaitConditionAsync(() => false);
        }

        [WorkflowQuery(Dynamic = true)]
        public string Any(string name, IRawValue[] args) => $"{name} {args.Length}";
    }

    [Fact]
    public void Query_Property_GivesItsValue() => Assert.Equal("waiting", WorkflowDriver.Value<string>(Started().Query("Stage").Result));

    [Fact]
    public void Query_MethodWithDefault_TakesIt() => Assert.Equal(13, WorkflowDriver.Value<int>(Started().Query("sum", 3).Result));

    [Fact]
    public void Query_Throws_AnswersTheFailure()
    {
        var answer = Started().Query("Bad");
        Assert.Null(answer.Result);
        Assert.Equal("no answer", answer.Failure?.Message);
    }

    [Fact]
    public void Query_Unknown_NamesTheKnownOnes() => Assert.Contains(
        "[Bad Replaying Schedules Stage __stack_trace __temporal_workflow_metadata sum]", Started().Query("Nope").Failure?.Message, StringComparison.Ordinal);

    [Fact]
    public void Query_Schedules_IsRefusedAndLeavesTheRunAlone()
    {
        var driver = Started();
        Assert.Contains("may only read", driver.Query("Schedules").Failure?.Message, StringComparison.Ordinal);
        Assert.Null(CompletionAssert.Completes<object?>(driver.Signal("Stop")));
    }

    [Fact]
    public void Query_OnAReplayedRun_IsNotReplayingHistoryEvents()
    {
        var driver = Started();
        driver.IsReplaying = true;
        Assert.Equal([true, false], WorkflowDriver.Value<bool[]>(driver.Query("Replaying").Result));
    }

    [Fact]
    public void Query_DynamicAndLateHandlers_AreUsed()
    {
        var driver = WorkflowDriver.Create<DynamicQueryWorkflow>();
        driver.Start();
        Assert.Equal("what 1", WorkflowDriver.Value<string>(driver.Query("what", 1).Result));
        Assert.Equal("yes", WorkflowDriver.Value<string>(driver.Query("late").Result));
    }

    [Fact]
    public void Query_StackTrace_NamesThePlaceOfWaiting()
    {
        var driver = WorkflowDriver.Create<QueriedWorkflow>(new WorkflowDriver.DriverOptions { StackTrace = WorkflowStackTrace.Normal });
        driver.Start();
        var trace = WorkflowDriver.Value<string>(driver.Query("__stack_trace").Result);
        Assert.Contains(nameof(QueriedWorkflow), trace, StringComparison.Ordinal);
        Assert.Contains("WaitConditionAsync", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("Worker.Runtime", trace, StringComparison.Ordinal);
        driver.Signal("Stop");
        Assert.Equal(string.Empty, WorkflowDriver.Value<string>(driver.Query("__stack_trace").Result));
    }

    [Fact]
    public void Query_EnhancedStackTrace_HasTheFramesAsData()
    {
        var driver = WorkflowDriver.Create<QueriedWorkflow>(new WorkflowDriver.DriverOptions { StackTrace = WorkflowStackTrace.Normal });
        driver.Start();
        var answer = WorkflowDriver.Value<JsonElement>(driver.Query("__enhanced_stack_trace").Result);
        var locations = Assert.Single(answer.GetProperty("stacks").EnumerateArray()).GetProperty("locations").EnumerateArray().ToList();
        Assert.Contains(locations, l => l.GetProperty("function_name").GetString()!.Contains(nameof(QueriedWorkflow), StringComparison.Ordinal)
            && !l.GetProperty("internal_code").GetBoolean() && l.GetProperty("line").GetInt32() > 0);
        Assert.Contains(locations, l => l.GetProperty("internal_code").GetBoolean());
        Assert.Equal("temporal-dotnet", answer.GetProperty("sdk").GetProperty("name").GetString());
    }

    [Fact]
    public void Query_StackTraceNotNoted_SaysHowTo() =>
        Assert.Contains("WorkflowStackTrace", Started().Query("__stack_trace").Failure?.Message, StringComparison.Ordinal);

    [Fact]
    public void Query_Metadata_TellsHandlersAndDetails()
    {
        var metadata = WorkflowDriver.Value<WorkflowMetadata>(Started().Query("__temporal_workflow_metadata").Result);
        Assert.Equal("**here**", metadata.CurrentDetails);
        Assert.Equal("QueriedWorkflow", metadata.Definition.Type);
        Assert.Equal(
            ["Bad", "Replaying", "Schedules", "Stage", "__stack_trace", "__temporal_workflow_metadata", "sum"],
            metadata.Definition.QueryDefinitions.Select(d => d.Name));
        Assert.Equal("where it stands", metadata.Definition.QueryDefinitions.Single(d => d.Name == "Stage").Description);
        Assert.Equal("Stop", Assert.Single(metadata.Definition.SignalDefinitions).Name);
        Assert.Empty(metadata.Definition.UpdateDefinitions);
    }

    private static WorkflowDriver Started()
    {
        var driver = WorkflowDriver.Create<QueriedWorkflow>();
        CompletionAssert.Waits(driver.Start());
        return driver;
    }
}
