using System.Globalization;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

/// <summary>Answers the search attributes and the memo that it was started with, and changes one of each.</summary>
[Workflow("Attributes")]
public sealed class AttributesWorkflow
{
    [WorkflowRun]
    public Task<Dictionary<string, object>> RunAsync()
    {
        var seen = Workflow.TypedSearchAttributes.UntypedValues.ToDictionary(
            v => v.Key.Name,
            v => v.Value is DateTimeOffset time ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : v.Value);
        seen["note"] = Workflow.PayloadConverter.ToValue<string>(Workflow.Memo["note"]);
        seen["number"] = Workflow.PayloadConverter.ToValue<int>(Workflow.Memo["number"]);
        Workflow.UpsertTypedSearchAttributes(
            SearchAttributeKey.CreateKeyword("TestKeyword").ValueSet("upserted"), SearchAttributeKey.CreateText("TestText").ValueUnset());
        Workflow.UpsertMemo(MemoUpdate.ValueSet("note", "changed"), MemoUpdate.ValueUnset("number"));
        return Task.FromResult(seen);
    }
}
