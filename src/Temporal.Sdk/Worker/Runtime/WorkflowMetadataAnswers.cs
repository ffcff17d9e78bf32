using Temporalio.Api.Sdk.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>Answers the query by which user interfaces learn what a workflow can be asked and told.</summary>
internal static class WorkflowMetadataAnswers
{
    public static WorkflowMetadata Create(WorkflowContext context)
    {
        var definition = new Api.Sdk.V1.WorkflowDefinition { Type = context.Info.WorkflowType };
        definition.QueryDefinitions.Add(Sorted(
            Entries(context.Queries.All, d => (d.Name, d.Description), context.Queries.Dynamic?.Description, context.Queries.Dynamic is not null)
                .Append(Entry(HandlerRules.StackTraceQuery, "Where the workflow waits"))
                .Append(Entry(HandlerRules.MetadataQuery, "What the workflow can be asked and told"))));
        definition.SignalDefinitions.Add(Sorted(
            Entries(context.Signals.All, d => (d.Name, d.Description), context.Signals.Dynamic?.Description, context.Signals.Dynamic is not null)));
        definition.UpdateDefinitions.Add(Sorted(
            Entries(context.Updates.All, d => (d.Name, d.Description), context.Updates.Dynamic?.Description, context.Updates.Dynamic is not null)));
        return new WorkflowMetadata { Definition = definition, CurrentDetails = context.CurrentDetails };
    }

    private static IEnumerable<WorkflowInteractionDefinition> Entries<T>(
        IEnumerable<T> handlers, Func<T, (string? Name, string? Description)> describe, string? dynamicDescription, bool hasDynamic)
    {
        var entries = handlers.Select(describe).Select(d => Entry(d.Name, d.Description));
        return hasDynamic ? entries.Append(Entry(null, dynamicDescription)) : entries;
    }

    private static WorkflowInteractionDefinition Entry(string? name, string? description) =>
        new() { Name = name ?? string.Empty, Description = description ?? string.Empty };

    private static IOrderedEnumerable<WorkflowInteractionDefinition> Sorted(IEnumerable<WorkflowInteractionDefinition> entries) =>
        entries.OrderBy(e => e.Name, StringComparer.Ordinal);
}
