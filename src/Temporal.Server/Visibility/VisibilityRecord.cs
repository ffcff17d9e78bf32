using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Keys;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Visibility;

/// <summary>What list and count see of one run.</summary>
internal sealed class VisibilityRecord
{
    private readonly Dictionary<string, object> _attributes;

    public VisibilityRecord(RunKey key, WorkflowExecutionInfo info)
    {
        Key = key;
        Info = info;
        StartTicks = Ticks(info.StartTime) ?? 0;
        CloseTicks = Ticks(info.CloseTime);
        _attributes = Decode(info.SearchAttributes);
    }

    public RunKey Key { get; }

    public WorkflowExecutionInfo Info { get; }

    /// <summary>Start, in UTC ticks.</summary>
    public long StartTicks { get; }

    /// <summary>Close, in UTC ticks; null while the run is open.</summary>
    public long? CloseTicks { get; }

    /// <summary>The decoded search attributes: string, long, double, bool or string[]. Datetimes are UTC ticks.</summary>
    public IReadOnlyDictionary<string, object> Attributes => _attributes;

    /// <summary>The value of an attribute in the type that filters compare; null where it is unset.</summary>
    public object? Get(FilterAttribute attribute) =>
        attribute.IsSystem ? GetSystem(attribute.Name) : _attributes.GetValueOrDefault(attribute.Name);

    /// <summary>How long the run took, in nanoseconds; null while it is open.</summary>
    public long? DurationNanoseconds =>
        Info.ExecutionDuration is { } duration ? (duration.Seconds * 1_000_000_000L) + duration.Nanos
        : CloseTicks is { } close ? (close - (Ticks(Info.ExecutionTime) ?? StartTicks)) * TimeSpan.NanosecondsPerTick
        : null;

    /// <summary>UTC ticks; null stays null.</summary>
    public static long? Ticks(Timestamp? time) =>
        time is null ? null : DateTimeOffset.UnixEpoch.UtcTicks + (time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanos / TimeSpan.NanosecondsPerTick);

    private object? GetSystem(string name) => name switch
    {
        "WorkflowId" => Info.Execution.WorkflowId,
        "RunId" => Info.Execution.RunId,
        "WorkflowType" => Info.Type?.Name,
        "StartTime" => StartTicks,
        "ExecutionTime" => Ticks(Info.ExecutionTime) ?? StartTicks,
        "CloseTime" => CloseTicks,
        "ExecutionStatus" => Info.Status.ToString(),
        "TaskQueue" => Info.TaskQueue,
        "HistoryLength" => CloseTicks is null ? null : Info.HistoryLength,
        "HistorySizeBytes" => CloseTicks is null ? null : Info.HistorySizeBytes,
        "StateTransitionCount" => CloseTicks is null ? null : Info.StateTransitionCount,
        "ExecutionDuration" => DurationNanoseconds,
        "ParentWorkflowId" => Info.ParentExecution?.WorkflowId,
        "ParentRunId" => Info.ParentExecution?.RunId,
        "RootWorkflowId" => Info.RootExecution?.WorkflowId ?? Info.Execution.WorkflowId,
        "RootRunId" => Info.RootExecution?.RunId ?? Info.Execution.RunId,
        _ => null,
    };

    private static Dictionary<string, object> Decode(SearchAttributes? attributes)
    {
        var decoded = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, payload) in attributes?.IndexedFields ?? [])
        {
            var type = SearchAttributeCatalog.Predefined.TryGetValue(name, out var predefined)
                ? predefined
                : SearchAttributeValues.TypeOf(payload);
            if (type != IndexedValueType.Unspecified && SearchAttributeValues.TryDecode(payload, type, out var value, out _) && value is not null)
            {
                decoded[name] = type == IndexedValueType.Text ? TextWords.Split((string)value) : value;
            }
        }

        return decoded;
    }
}
