using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A run of a workflow as lists show it.</summary>
public class WorkflowExecution
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    /// <summary>Creates it from the message.</summary>
    /// <param name="rawInfo">The message.</param>
    /// <param name="dataConverter">Reads the memo.</param>
    /// <param name="clientNamespaceForDataConverterWithContext">The namespace, where the converter is still to be told of the workflow.</param>
    protected internal WorkflowExecution(WorkflowExecutionInfo rawInfo, DataConverter dataConverter, string? clientNamespaceForDataConverterWithContext)
    {
        RawInfo = rawInfo;
        if (clientNamespaceForDataConverterWithContext is { } @namespace)
        {
            dataConverter = dataConverter.WithSerializationContext(new ISerializationContext.Workflow(@namespace, Id));
        }

        memo = new(() => (rawInfo.Memo ?? new Memo()).Fields.ToDictionary(f => f.Key, f => (IEncodedRawValue)new EncodedRawValue(dataConverter, f.Value)));
        searchAttributes = new(() => rawInfo.SearchAttributes is { } attributes ? SearchAttributeCollection.FromProto(attributes) : SearchAttributeCollection.Empty);
    }

    /// <summary>Gets the id.</summary>
    public string Id => RawInfo.Execution.WorkflowId;

    /// <summary>Gets the run id.</summary>
    public string RunId => RawInfo.Execution.RunId;

    /// <summary>Gets the type.</summary>
    public string WorkflowType => RawInfo.Type.Name;

    /// <summary>Gets the task queue.</summary>
    public string TaskQueue => RawInfo.TaskQueue;

    /// <summary>Gets the status.</summary>
    public WorkflowExecutionStatus Status => RawInfo.Status;

    /// <summary>Gets when the run was created, UTC.</summary>
    public DateTime StartTime => RawInfo.StartTime.ToDateTime();

    /// <summary>Gets when the run began or begins after its start delay or back-off, UTC.</summary>
    public DateTime? ExecutionTime => RawInfo.ExecutionTime?.ToDateTime();

    /// <summary>Gets when the run closed, UTC.</summary>
    public DateTime? CloseTime => RawInfo.CloseTime?.ToDateTime();

    /// <summary>Gets the number of events.</summary>
    public int HistoryLength => (int)RawInfo.HistoryLength;

    /// <summary>Gets the id of the parent.</summary>
    public string? ParentId => RawInfo.ParentExecution?.WorkflowId is { Length: > 0 } id ? id : null;

    /// <summary>Gets the run id of the parent.</summary>
    public string? ParentRunId => RawInfo.ParentExecution?.RunId is { Length: > 0 } id ? id : null;

    /// <summary>Gets the memo, its values still encoded.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    /// <summary>Gets the search attributes.</summary>
    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;

    internal WorkflowExecutionInfo RawInfo { get; }
}
