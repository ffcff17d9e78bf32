using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Keys;
using Temporal.Server.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Tests.Storage;

/// <summary>Runs to store.</summary>
internal static class SomeRun
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RunKey Key(string workflowId, string? namespaceId = null) => new(namespaceId ?? NamespaceId, workflowId, Guid.NewGuid().ToString());

    public static string NamespaceId { get; } = Guid.NewGuid().ToString();

    public static RunWrite Write(
        RunKey key,
        long version,
        WorkflowExecutionStatus status = WorkflowExecutionStatus.Running,
        Action<WorkflowExecutionInfo>? change = null,
        params RunPart[] parts) => new()
        {
            Key = key,
            Version = version,
            IsClosed = status != WorkflowExecutionStatus.Running,
            State = Encoding.UTF8.GetBytes($"state {version}"),
            Parts = parts,
            History = [Batch(version)],
            Current = version == 1 || status != WorkflowExecutionStatus.Running
                ? new CurrentRun(key.RunId, key.RunId, "request", status, Start)
                : null,
            Visibility = version == 1 || status != WorkflowExecutionStatus.Running || change is not null ? Info(key, status, change) : null,
        };

    /// <summary>Two events: 1 and 2 in the first write, 3 and 4 in the second.</summary>
    public static HistoryBatch Batch(long version) => new((version * 2) - 1, (version * 2) + 1, Encoding.UTF8.GetBytes($"[{version}]"));

    public static StoreCommit Commit(params RunWrite[] runs) => new() { Runs = runs };

    public static WorkflowExecutionInfo Info(RunKey key, WorkflowExecutionStatus status, Action<WorkflowExecutionInfo>? change = null)
    {
        var info = new WorkflowExecutionInfo
        {
            Execution = new WorkflowExecution { WorkflowId = key.WorkflowId, RunId = key.RunId },
            Type = new WorkflowType { Name = "type" },
            StartTime = Timestamp.FromDateTimeOffset(Start),
            ExecutionTime = Timestamp.FromDateTimeOffset(Start),
            Status = status,
            TaskQueue = "queue",
        };
        if (status != WorkflowExecutionStatus.Running)
        {
            info.CloseTime = Timestamp.FromDateTimeOffset(Start.AddMinutes(1));
            info.HistoryLength = 7;
        }

        change?.Invoke(info);
        return info;
    }

    public static void Attribute(WorkflowExecutionInfo info, string name, IndexedValueType type, string json)
    {
        info.SearchAttributes ??= new SearchAttributes();
        info.SearchAttributes.IndexedFields[name] = new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type.ToString()) },
            Data = ByteString.CopyFromUtf8(json),
        };
    }
}
