using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Tests.Differential;

/// <summary>Commands and values of the scenarios' workers.</summary>
internal static class Make
{
    public static Duration Seconds(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    public static Payload Payload(string text) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFromUtf8($"\"{text}\""),
    };

    public static Payloads Payloads(string text) => new() { Payloads_ = { Payload(text) } };

    public static Failure Failure(string message, string type = "Type", bool nonRetryable = false) => new()
    {
        Message = message,
        Source = "script",
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = type, NonRetryable = nonRetryable },
    };

    public static Command Complete(string? result = "done") => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes { Result = result is null ? null : Payloads(result) },
    };

    public static Command Fail(Failure? failure = null) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes { Failure = failure ?? Failure("no") },
    };

    public static Command Cancel() => new()
    {
        CommandType = CommandType.CancelWorkflowExecution,
        CancelWorkflowExecutionCommandAttributes = new CancelWorkflowExecutionCommandAttributes { Details = Payloads("canceled") },
    };

    public static Command ContinueAsNew(Action<ContinueAsNewWorkflowExecutionCommandAttributes>? with = null)
    {
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes { WorkflowType = new WorkflowType { Name = "type" }, Input = Payloads("next") };
        with?.Invoke(attributes);
        return new Command { CommandType = CommandType.ContinueAsNewWorkflowExecution, ContinueAsNewWorkflowExecutionCommandAttributes = attributes };
    }

    public static Command Timer(string id, double seconds) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new StartTimerCommandAttributes { TimerId = id, StartToFireTimeout = Seconds(seconds) },
    };

    public static Command CancelTimer(string id) => new()
    {
        CommandType = CommandType.CancelTimer,
        CancelTimerCommandAttributes = new CancelTimerCommandAttributes { TimerId = id },
    };

    public static Command Activity(string id, Action<ScheduleActivityTaskCommandAttributes>? with = null)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new ActivityType { Name = "act" },
            StartToCloseTimeout = Seconds(60),
            Input = Payloads(id),
        };
        with?.Invoke(attributes);
        return new Command { CommandType = CommandType.ScheduleActivityTask, ScheduleActivityTaskCommandAttributes = attributes };
    }

    public static Command CancelActivity(long scheduledId) => new()
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new RequestCancelActivityTaskCommandAttributes { ScheduledEventId = scheduledId },
    };

    public static Command Marker(string name, Action<RecordMarkerCommandAttributes>? with = null)
    {
        var attributes = new RecordMarkerCommandAttributes { MarkerName = name, Details = { ["data"] = Payloads("marker") } };
        with?.Invoke(attributes);
        return new Command { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = attributes };
    }

    public static Command Child(string workflowId, string queue, Action<StartChildWorkflowExecutionCommandAttributes>? with = null)
    {
        var attributes = new StartChildWorkflowExecutionCommandAttributes
        {
            WorkflowId = workflowId,
            WorkflowType = new WorkflowType { Name = "child" },
            TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = queue },
            Input = Payloads("child"),
        };
        with?.Invoke(attributes);
        return new Command { CommandType = CommandType.StartChildWorkflowExecution, StartChildWorkflowExecutionCommandAttributes = attributes };
    }

    public static Command SignalExternal(string workflowId, Action<SignalExternalWorkflowExecutionCommandAttributes>? with = null)
    {
        var attributes = new SignalExternalWorkflowExecutionCommandAttributes
        {
            Execution = new WorkflowExecution { WorkflowId = workflowId },
            SignalName = "outside",
            Input = Payloads("outside"),
        };
        with?.Invoke(attributes);
        return new Command { CommandType = CommandType.SignalExternalWorkflowExecution, SignalExternalWorkflowExecutionCommandAttributes = attributes };
    }

    public static Command CancelExternal(string workflowId, Action<RequestCancelExternalWorkflowExecutionCommandAttributes>? with = null)
    {
        var attributes = new RequestCancelExternalWorkflowExecutionCommandAttributes { WorkflowId = workflowId, Reason = "outside" };
        with?.Invoke(attributes);
        return new Command
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = attributes,
        };
    }

    public static Command Upsert(params (string Name, Payload Value)[] attributes)
    {
        var fields = new SearchAttributes();
        foreach (var (name, value) in attributes)
        {
            fields.IndexedFields.Add(name, value);
        }

        return new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new UpsertWorkflowSearchAttributesCommandAttributes { SearchAttributes = fields },
        };
    }

    public static Command Memo(params (string Name, Payload Value)[] fields)
    {
        var memo = new Memo();
        foreach (var (name, value) in fields)
        {
            memo.Fields.Add(name, value);
        }

        return new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new ModifyWorkflowPropertiesCommandAttributes { UpsertedMemo = memo },
        };
    }
}
