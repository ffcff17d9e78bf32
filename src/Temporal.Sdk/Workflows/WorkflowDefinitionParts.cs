using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>What <see cref="WorkflowDefinitionReader"/> has found.</summary>
internal sealed record WorkflowDefinitionParts
{
    public required string? Name { get; init; }

    public required Type Type { get; init; }

    public required MethodInfo RunMethod { get; init; }

    public Type[]? FailureExceptionTypes { get; init; }

    public Func<object?[], object>? Creator { get; init; }

    public bool HasInitConstructor { get; init; }

    public required IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; init; }

    public WorkflowSignalDefinition? DynamicSignal { get; init; }

    public required IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; init; }

    public WorkflowQueryDefinition? DynamicQuery { get; init; }

    public required IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates { get; init; }

    public WorkflowUpdateDefinition? DynamicUpdate { get; init; }

    public Func<object?, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; init; }
}
