using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class AttributesTests
{
    private static readonly SearchAttributeKey<string> Keyword = SearchAttributeKey.CreateKeyword("Keyword");
    private static readonly SearchAttributeKey<long> Number = SearchAttributeKey.CreateLong("Number");

    [Workflow]
    public class UpsertWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync()
        {
            Workflow.UpsertTypedSearchAttributes(Keyword.ValueSet("new"), Number.ValueUnset());
            Workflow.UpsertMemo(MemoUpdate.ValueSet("added", 5), MemoUpdate.ValueUnset("old"));
            var memo = string.Join(',', Workflow.Memo.Keys.Order(StringComparer.Ordinal));
            return Task.FromResult(
                $"{Workflow.TypedSearchAttributes.Get(Keyword)} {Workflow.TypedSearchAttributes.ContainsKey(Number)} {memo} " +
                $"{Workflow.PayloadConverter.ToValue<int>(Workflow.Memo["added"])}");
        }
    }

    [Workflow]
    public class EmptyUpsertWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(bool isMemo)
        {
            if (isMemo)
            {
                Workflow.UpsertMemo();
            }
            else
            {
                Workflow.UpsertTypedSearchAttributes(Keyword.ValueSet("a"), Keyword.ValueUnset());
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Upsert_SetAndUnset_ChangesWhatTheRunSeesAndSaysSo()
    {
        var options = new WorkflowDriver.DriverOptions
        {
            Init = init =>
            {
                var attributes = new SearchAttributeCollection.Builder().Set(Keyword, "first").Set(Number, 3).ToSearchAttributeCollection();
                var memo = new Memo();
                memo.Fields.Add("old", WorkflowDriver.Payload(1));
                memo.Fields.Add("kept", WorkflowDriver.Payload(2));
                return init with { SearchAttributes = attributes.ToProto(), Memo = memo };
            },
        };
        var completion = WorkflowDriver.Create<UpsertWorkflow>(options).Start();
        Assert.Equal("new False added,kept 5", CompletionAssert.Completes<string>(completion));
        var upsert = CompletionAssert.One<WorkflowCommand.UpsertSearchAttributes>(completion).SearchAttributes.IndexedFields;
        Assert.Equal("Keyword", upsert["Keyword"].Metadata["type"].ToStringUtf8());
        Assert.Equal("binary/null", upsert["Number"].Metadata["encoding"].ToStringUtf8());
        var properties = CompletionAssert.One<WorkflowCommand.ModifyWorkflowProperties>(completion).UpsertedMemo.Fields;
        Assert.Equal(5, WorkflowDriver.Value<int>(properties["added"]));
        Assert.Equal("binary/null", properties["old"].Metadata["encoding"].ToStringUtf8());
    }

    [Theory]
    [InlineData(true, "At least one key")]
    [InlineData(false, "changed twice")]
    public void Upsert_Unsound_FailsTheTask(bool isMemo, string message) => Assert.Contains(
        message, CompletionAssert.TaskFails(WorkflowDriver.Create<EmptyUpsertWorkflow>(isMemo).Start()).Message, StringComparison.Ordinal);

    [Fact]
    public void Update_WithoutValue_ThrowsWhenAsked()
    {
        Assert.False(Keyword.ValueUnset().HasValue);
        Assert.Throws<InvalidOperationException>(() => Keyword.ValueUnset().Value);
        Assert.Throws<InvalidOperationException>(() => MemoUpdate.ValueUnset("m").UntypedValue);
        Assert.Equal("v", SearchAttributeUpdate.ValueSet(Keyword, "v").UntypedValue);
    }
}
