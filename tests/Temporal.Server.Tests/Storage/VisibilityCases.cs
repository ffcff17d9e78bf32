using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Tests.Storage;

/// <summary>Three runs with search attributes and what queries find among them: as the real server does, or as its documents say where it stumbles.</summary>
internal static class VisibilityCases
{
    public static IReadOnlyDictionary<string, IndexedValueType> Attributes { get; } = new Dictionary<string, IndexedValueType>
    {
        ["CInt"] = IndexedValueType.Int,
        ["CD"] = IndexedValueType.Double,
        ["CBool"] = IndexedValueType.Bool,
        ["CKw"] = IndexedValueType.Keyword,
        ["CText"] = IndexedValueType.Text,
        ["CKl"] = IndexedValueType.KeywordList,
        ["CDt"] = IndexedValueType.Datetime,
    };

    public static TheoryData<string, int> All { get; } = new()
    {
        { "", 3 },
        { "CText = 'big foo'", 1 },
        { "CText = 'WORLD'", 1 },
        { "CText != 'big'", 2 },
        { "CKl = 'a'", 1 },
        { "CKl != 'c'", 3 },
        { "CKl != 'a'", 2 },
        { "CKl IN ('a','z')", 1 },
        { "CKl NOT IN ('a')", 2 },
        { "CKl IS NULL", 2 },
        { "CInt = '7'", 1 },
        { "CInt = 'x'", 0 },
        { "CInt > 6", 1 },
        { "CInt >= 1.5 and CInt < 1e3", 1 },
        { "CInt = -7", 0 },
        { "CInt > -1", 2 },
        { "CInt BETWEEN 1 AND 7", 2 },
        { "CInt NOT BETWEEN 1 AND 6", 1 },
        { "CInt IS NULL", 1 },
        { "CInt IS NOT NULL", 2 },
        { "NOT CInt = 7", 1 },
        { "CBool = true", 1 },
        { "CBool = 1", 1 },
        { "CBool = 'true'", 0 },
        { "CD = 1.5", 1 },
        { "CD = 'x'", 0 },
        { "CD > 1", 1 },
        { "CDt = '2024-01-01T00:00:00Z'", 1 },
        { "CDt < '2024-01-01T01:00:00+00:00'", 1 },
        { "CDt BETWEEN '2023-01-01T00:00:00Z' AND '2025-01-01T00:00:00Z'", 1 },
        { "CKw = 'key'", 1 },
        { "CKw = \"key\"", 1 },
        { "CKw STARTS_WITH 'k'", 1 },
        { "CKw NOT STARTS_WITH 'k'", 1 },
        { "CKw != 'q'", 2 },
        { "CKw IN ('key', 'other', 5)", 2 },
        { "CKw BETWEEN 'a' AND 'l'", 1 },
        { "CKw = 'it''s'", 0 },
        { "CKw = 'o\\'ther'", 0 },
        { "WorkflowId = 'case0'", 1 },
        { "WorkflowId != 'case0'", 2 },
        { "WorkflowId > 'case0'", 2 },
        { "WorkflowId STARTS_WITH 'case'", 3 },
        { "WorkflowId IN ('case0', 'case2', 'case9')", 2 },
        { "`WorkflowType` = 'type'", 3 },
        { "WorkflowType = 'type' AND (WorkflowId = 'case0' OR WorkflowId = 'case1')", 2 },
        { "WorkflowId = 'case0' OR WorkflowId = 'case1' AND WorkflowId = 'case2'", 1 },
        { "NOT (WorkflowId = 'case0' OR WorkflowId = 'case1')", 1 },
        { "TaskQueue = 'queue'", 3 },
        { "StartTime >= '2026-01-02T03:04:05Z'", 3 },
        { "StartTime > '2026-01-02T03:04:05Z'", 2 },
        { "StartTime = '2026-01-02T04:04:05+01:00'", 1 },
        { "RunId = 'zz'", 0 },
        { "ExecutionStatus = 'Failed'", 0 },
        { "ExecutionStatus IN ('Running', 'Completed')", 3 },
        { "ParentWorkflowId = 'parent'", 1 },
        { "ParentWorkflowId IS NULL", 2 },
        { "RootWorkflowId = 'case0'", 1 },
        { "TemporalNamespaceDivision IS NULL", 3 },
        { "BuildIds = 'x'", 0 },
    };

    public static async Task FillAsync(IStore store, WorkflowExecutionStatus status)
    {
        for (var index = 0; index < 3; index++)
        {
            var key = SomeRun.Key($"case{index}");
            var number = index;
            await store.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1, status, info => Fill(info, number))));
        }
    }

    private static void Fill(WorkflowExecutionInfo info, int index)
    {
        info.StartTime = Timestamp.FromDateTimeOffset(SomeRun.Start.AddSeconds(index));
        if (index == 0)
        {
            SomeRun.Attribute(info, "CInt", IndexedValueType.Int, "7");
            SomeRun.Attribute(info, "CD", IndexedValueType.Double, "1.5");
            SomeRun.Attribute(info, "CBool", IndexedValueType.Bool, "true");
            SomeRun.Attribute(info, "CKw", IndexedValueType.Keyword, "\"key\"");
            SomeRun.Attribute(info, "CText", IndexedValueType.Text, "\"hello big World\"");
            SomeRun.Attribute(info, "CKl", IndexedValueType.KeywordList, "[\"a\",\"b\"]");
            SomeRun.Attribute(info, "CDt", IndexedValueType.Datetime, "\"2024-01-01T00:00:00Z\"");
        }
        else if (index == 1)
        {
            SomeRun.Attribute(info, "CInt", IndexedValueType.Int, 1.ToString(CultureInfo.InvariantCulture));
            SomeRun.Attribute(info, "CKw", IndexedValueType.Keyword, "\"other\"");
            info.ParentExecution = new WorkflowExecution { WorkflowId = "parent", RunId = "p" };
            info.RootExecution = new WorkflowExecution { WorkflowId = "root", RunId = "r" };
        }
    }
}
