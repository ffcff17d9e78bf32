using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The run's search attributes and memo, as they are after its own changes.</summary>
internal sealed class WorkflowAttributes
{
    private readonly WorkflowContext context;
    private Dictionary<string, IRawValue> memo;

    public WorkflowAttributes(WorkflowContext context, SearchAttributes? searchAttributes, Memo? memo)
    {
        this.context = context;
        SearchAttributes = searchAttributes is null ? SearchAttributeCollection.Empty : SearchAttributeCollection.FromProto(searchAttributes);
        this.memo = memo?.Fields.ToDictionary(f => f.Key, f => (IRawValue)new RawValue(f.Value)) ?? [];
    }

    public SearchAttributeCollection SearchAttributes { get; private set; }

    public IReadOnlyDictionary<string, IRawValue> Memo => memo;

    /// <summary>A memo as it goes over the wire; null where there is none.</summary>
    public static Memo? MemoProto(IReadOnlyDictionary<string, object>? memo, IPayloadConverter converter)
    {
        if (memo is null)
        {
            return null;
        }

        var proto = new Memo();
        foreach (var (key, value) in memo)
        {
            proto.Fields.Add(key, converter.ToPayload(value));
        }

        return proto;
    }

    public void Upsert(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        if (updates.Count == 0)
        {
            throw new ArgumentException("At least one search attribute is to be changed.", nameof(updates));
        }

        context.Commands.ThrowIfReadOnly();
        var values = new Dictionary<SearchAttributeKey, object>(SearchAttributes.UntypedValues);
        var proto = new SearchAttributes();
        foreach (var update in updates)
        {
            var key = update.UntypedKey;
            if (proto.IndexedFields.ContainsKey(key.Name))
            {
                throw new ArgumentException($"The search attribute '{key.Name}' is changed twice.", nameof(updates));
            }

            proto.IndexedFields.Add(key.Name, SearchAttributePayloads.Write(key, update.HasValue ? update.UntypedValue : null));
            foreach (var old in values.Keys.Where(k => k.Name == key.Name).ToList())
            {
                values.Remove(old);
            }

            if (update.HasValue)
            {
                values[key] = update.UntypedValue;
            }
        }

        context.Commands.Add(new WorkflowCommand.UpsertSearchAttributes(proto));
        SearchAttributes = new SearchAttributeCollection(values);
    }

    public void Upsert(IReadOnlyCollection<MemoUpdate> updates)
    {
        if (updates.Count == 0)
        {
            throw new ArgumentException("At least one key of the memo is to be changed.", nameof(updates));
        }

        context.Commands.ThrowIfReadOnly();
        var values = new Dictionary<string, IRawValue>(memo);
        var proto = new Memo();
        foreach (var update in updates)
        {
            if (proto.Fields.ContainsKey(update.UntypedKey))
            {
                throw new ArgumentException($"The memo's key '{update.UntypedKey}' is changed twice.", nameof(updates));
            }

            var payload = context.Converter.PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null);
            proto.Fields.Add(update.UntypedKey, payload);
            if (update.HasValue)
            {
                values[update.UntypedKey] = new RawValue(payload);
            }
            else
            {
                values.Remove(update.UntypedKey);
            }
        }

        context.Commands.Add(new WorkflowCommand.ModifyWorkflowProperties(proto));
        memo = values;
    }
}
