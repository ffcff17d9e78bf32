using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Worker;

public sealed class WorkflowReplayerTests
{
    private const string Timer = """
        {"events":[
        {"eventId":"1","eventTime":"2026-01-01T00:00:00Z","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED","workflowExecutionStartedEventAttributes":{"workflowType":{"name":"Waits"},"taskQueue":{"name":"q"},"originalExecutionRunId":"r","attempt":1}},
        {"eventId":"2","eventType":"EVENT_TYPE_WORKFLOW_TASK_SCHEDULED","workflowTaskScheduledEventAttributes":{}},
        {"eventId":"3","eventTime":"2026-01-01T00:00:01Z","eventType":"EVENT_TYPE_WORKFLOW_TASK_STARTED","workflowTaskStartedEventAttributes":{"scheduledEventId":"2"}},
        {"eventId":"4","eventType":"EVENT_TYPE_WORKFLOW_TASK_COMPLETED","workflowTaskCompletedEventAttributes":{"scheduledEventId":"2","startedEventId":"3"}},
        {"eventId":"5","eventType":"EVENT_TYPE_TIMER_STARTED","timerStartedEventAttributes":{"timerId":"1","startToFireTimeout":"5s","workflowTaskCompletedEventId":"4"}},
        {"eventId":"6","eventType":"EVENT_TYPE_TIMER_FIRED","timerFiredEventAttributes":{"timerId":"1","startedEventId":"5"}},
        {"eventId":"7","eventType":"EVENT_TYPE_WORKFLOW_TASK_SCHEDULED","workflowTaskScheduledEventAttributes":{}},
        {"eventId":"8","eventTime":"2026-01-01T00:00:06Z","eventType":"EVENT_TYPE_WORKFLOW_TASK_STARTED","workflowTaskStartedEventAttributes":{"scheduledEventId":"7"}},
        {"eventId":"9","eventType":"EVENT_TYPE_WORKFLOW_TASK_COMPLETED","workflowTaskCompletedEventAttributes":{"scheduledEventId":"7","startedEventId":"8"}},
        {"eventId":"10","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED","workflowExecutionCompletedEventAttributes":{"workflowTaskCompletedEventId":"9"}}]}
        """;

    [Theory]
    [InlineData("EVENT_TYPE_TIMER_STARTED", "EVENT_TYPE_TIMER_STARTED")]
    [InlineData("EVENT_TYPE_TIMER_STARTED", "TimerStarted")]
    public async Task ReplayWorkflowAsync_CodeFits_HasNoFailure(string from, string to)
    {
        var history = WorkflowHistory.FromJson("wf", Timer.Replace(from, to, StringComparison.Ordinal));
        Assert.Null((await Replayer<Waits>().ReplayWorkflowAsync(history)).ReplayFailure);
    }

    [Fact]
    public async Task ReplayWorkflowAsync_CodeWaitsNoMore_ThrowsAndNamesEvent()
    {
        var e = await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => Replayer<WaitsNoMore>().ReplayWorkflowAsync(WorkflowHistory.FromJson("wf", Timer)));
        Assert.Contains("5 (TimerStarted, timer '1')", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplayWorkflowAsync_CodeWaitsTwice_IsFoundThoughHistoryIsOver()
    {
        var result = await Replayer<WaitsTwice>().ReplayWorkflowAsync(WorkflowHistory.FromJson("wf", Timer), throwOnReplayFailure: false);
        Assert.IsType<WorkflowNondeterminismException>(result.ReplayFailure);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""",{"eventId":"7","eventType":"EVENT_TYPE_WORKFLOW_TASK_SCHEDULED","workflowTaskScheduledEventAttributes":{}}""")]
    [InlineData(""",{"eventId":"7","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED","workflowExecutionTerminatedEventAttributes":{}}""")]
    public async Task ReplayWorkflowAsync_NewsThatNoTaskHasHandled_AreNoReasonToFail(string tail)
    {
        var lines = Timer.Split('\n');
        var history = WorkflowHistory.FromJson("wf", $"{string.Join('\n', lines.Take(7)).TrimEnd(',')}{tail}]}}");
        Assert.Null((await Replayer<WaitsTwice>().ReplayWorkflowAsync(history)).ReplayFailure);
        Assert.IsType<WorkflowNondeterminismException>((await Replayer<WaitsNoMore>().ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure);
    }

    [Theory]
    [InlineData("WORKFLOW_TASK_TIMED_OUT", "workflowTaskTimedOut")]
    [InlineData("WORKFLOW_TASK_FAILED", "workflowTaskFailed")]
    public async Task ReplayWorkflowAsync_NoTaskEverCompleted_HasNoFailure(string type, string attributes)
    {
        var end = $$$"""{"eventId":"4","eventType":"EVENT_TYPE_{{{type}}}","{{{attributes}}}EventAttributes":{}},{"eventId":"5","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED","workflowExecutionTerminatedEventAttributes":{}}]}""";
        var history = WorkflowHistory.FromJson("wf", string.Join('\n', Timer.Split('\n').Take(4)) + end);
        Assert.Null((await Replayer<Waits>().ReplayWorkflowAsync(history)).ReplayFailure);
    }

    [Fact]
    public async Task ReplayWorkflowAsync_UnknownType_SaysWhichThereAre()
    {
        var other = WorkflowHistory.FromJson("wf", Timer.Replace("\"Waits\"", "\"Other\"", StringComparison.Ordinal));
        var result = await Replayer<Waits>().ReplayWorkflowAsync(other, throwOnReplayFailure: false);
        Assert.Contains("Workflow type Other is not registered", result.ReplayFailure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NoWorkflows_Throws() => Assert.Throws<ArgumentException>(() => new WorkflowReplayer(new()));

    private static WorkflowReplayer Replayer<T>() => new(new WorkflowReplayerOptions().AddWorkflow<T>());

    [Workflow("Waits")]
    public sealed class Waits
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(5000);
    }

    [Workflow("Waits")]
    public sealed class WaitsNoMore
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow("Waits")]
    public sealed class WaitsTwice
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.DelayAsync(5000);
            await Workflow.DelayAsync(5000);
        }
    }
}
