using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporal.Sdk.Tests.Common;

public sealed class WorkflowHistoryTests
{
    [Theory]
    [InlineData("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", "TASK_QUEUE_KIND_NORMAL")]
    [InlineData("WorkflowExecutionStarted", "Normal")]
    public void FromJson_BothStylesOfNames_ReadTheSame(string type, string kind)
    {
        var history = WorkflowHistory.FromJson("id", """
            {"events": [{"eventId": "1", "eventType": "TYPE", "eventTime": "2026-01-01T00:00:00Z", "fromTheFuture": {"x": 1},
              "workflowExecutionStartedEventAttributes": {
                "taskQueue": {"name": "queue", "kind": "KIND"},
                "header": {"fields": {"h": {"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": "MQ=="}}}}}]}
            """.Replace("TYPE", type, StringComparison.Ordinal).Replace("KIND", kind, StringComparison.Ordinal));

        var started = Assert.Single(history.Events);
        Assert.Equal(EventType.WorkflowExecutionStarted, started.EventType);
        Assert.Equal(TaskQueueKind.Normal, started.WorkflowExecutionStartedEventAttributes.TaskQueue.Kind);
        Assert.Equal("1", started.WorkflowExecutionStartedEventAttributes.Header.Fields["h"].Data.ToStringUtf8());
    }

    [Fact]
    public void ToJson_AndBack_IsTheSame()
    {
        var history = WorkflowHistory.FromJson("id", """{"events": [{"eventId": "1", "eventType": "WorkflowTaskScheduled", "workflowTaskScheduledEventAttributes": {"attempt": 1}}]}""");

        Assert.Equal(history.Events, WorkflowHistory.FromJson("id", history.ToJson()).Events);
    }
}
