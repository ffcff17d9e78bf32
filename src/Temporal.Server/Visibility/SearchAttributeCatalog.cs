using System.Collections.Frozen;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>The search attributes that the service defines itself, with their types.</summary>
internal static class SearchAttributeCatalog
{
    /// <summary>Attributes of the run itself; nobody sets them.</summary>
    public static FrozenDictionary<string, IndexedValueType> System { get; } = new Dictionary<string, IndexedValueType>
    {
        ["CloseTime"] = IndexedValueType.Datetime,
        ["ExecutionDuration"] = IndexedValueType.Int,
        ["ExecutionStatus"] = IndexedValueType.Keyword,
        ["ExecutionTime"] = IndexedValueType.Datetime,
        ["HistoryLength"] = IndexedValueType.Int,
        ["HistorySizeBytes"] = IndexedValueType.Int,
        ["ParentRunId"] = IndexedValueType.Keyword,
        ["ParentWorkflowId"] = IndexedValueType.Keyword,
        ["RootRunId"] = IndexedValueType.Keyword,
        ["RootWorkflowId"] = IndexedValueType.Keyword,
        ["RunId"] = IndexedValueType.Keyword,
        ["StartTime"] = IndexedValueType.Datetime,
        ["StateTransitionCount"] = IndexedValueType.Int,
        ["TaskQueue"] = IndexedValueType.Keyword,
        ["WorkflowId"] = IndexedValueType.Keyword,
        ["WorkflowType"] = IndexedValueType.Keyword,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Attributes with a fixed meaning that workers and the service set.</summary>
    public static FrozenDictionary<string, IndexedValueType> Predefined { get; } = new Dictionary<string, IndexedValueType>
    {
        ["BatcherNamespace"] = IndexedValueType.Keyword,
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["BinaryChecksums"] = IndexedValueType.KeywordList,
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        ["TemporalNamespaceDivision"] = IndexedValueType.Keyword,
        ["TemporalPauseInfo"] = IndexedValueType.KeywordList,
        ["TemporalReportedProblems"] = IndexedValueType.KeywordList,
        ["TemporalSchedulePaused"] = IndexedValueType.Bool,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
        ["TemporalWorkerDeployment"] = IndexedValueType.Keyword,
        ["TemporalWorkerDeploymentVersion"] = IndexedValueType.Keyword,
        ["TemporalWorkflowVersioningBehavior"] = IndexedValueType.Keyword,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a name belongs to the service.</summary>
    public static bool IsReserved(string name) => System.ContainsKey(name) || Predefined.ContainsKey(name);

    /// <summary>System and predefined ones together.</summary>
    public static IEnumerable<KeyValuePair<string, IndexedValueType>> All => System.Concat(Predefined);

    /// <summary>The name of a type as payload metadata and messages have it.</summary>
    public static string NameOf(IndexedValueType type) => type.ToString();
}
