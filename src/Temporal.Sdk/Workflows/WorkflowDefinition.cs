using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>What a worker knows of a workflow class: its name, run method and handlers.</summary>
public class WorkflowDefinition
{
    private static readonly ConcurrentDictionary<Type, WorkflowDefinition> Definitions = new();

    private readonly Func<object?[], object>? creator;

    internal WorkflowDefinition(WorkflowDefinitionParts parts)
    {
        Name = parts.Name;
        Type = parts.Type;
        RunMethod = parts.RunMethod;
        RunInvoker = HandlerInvoker.ForMethod(parts.RunMethod);
        FailureExceptionTypes = parts.FailureExceptionTypes;
        creator = parts.Creator;
        HasInitConstructor = parts.HasInitConstructor;
        Signals = parts.Signals;
        DynamicSignal = parts.DynamicSignal;
        Queries = parts.Queries;
        DynamicQuery = parts.DynamicQuery;
        Updates = parts.Updates;
        DynamicUpdate = parts.DynamicUpdate;
        DynamicOptionsGetter = parts.DynamicOptionsGetter;
    }

    /// <summary>The workflow type's name; null when dynamic.</summary>
    public string? Name { get; }

    /// <summary>The class or interface.</summary>
    public Type Type { get; }

    /// <summary>The method with <see cref="WorkflowRunAttribute"/>.</summary>
    public MethodInfo RunMethod { get; }

    /// <summary>True when the workflow runs every type that has no class of its own.</summary>
    public bool Dynamic => Name is null;

    /// <summary>True when a worker can make objects of it: a class that is not abstract, or a creator was given.</summary>
    public bool Instantiable => creator is not null;

    /// <summary>Exceptions that fail the workflow rather than the workflow task.</summary>
    public Type[]? FailureExceptionTypes { get; }

    /// <summary>Signal handlers by name.</summary>
    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; }

    /// <summary>The handler of signals without one of their own.</summary>
    public WorkflowSignalDefinition? DynamicSignal { get; }

    /// <summary>Query handlers by name.</summary>
    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; }

    /// <summary>The handler of queries without one of their own.</summary>
    public WorkflowQueryDefinition? DynamicQuery { get; }

    /// <summary>Update handlers by name.</summary>
    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates { get; }

    /// <summary>The handler of updates without one of their own.</summary>
    public WorkflowUpdateDefinition? DynamicUpdate { get; }

    /// <summary>Gives the options of a run of a dynamic workflow, from its object; null when it has no method for that.</summary>
    public Func<object?, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; }

    internal HandlerInvoker RunInvoker { get; }

    internal bool HasInitConstructor { get; }

    /// <summary>Reads the attributes of a workflow class.</summary>
    /// <exception cref="ArgumentException">It has no <see cref="WorkflowAttribute"/>.</exception>
    /// <exception cref="AggregateException">Its members break rules: one <see cref="ArgumentException"/> for each.</exception>
    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    /// <inheritdoc cref="Create{T}"/>
    public static WorkflowDefinition Create(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Definitions.GetOrAdd(type, static t => new WorkflowDefinitionReader(t).Read(null, null));
    }

    /// <summary>Reads the attributes of a workflow class, with another name or another way to make its objects.</summary>
    /// <inheritdoc cref="Create{T}"/>
    public static WorkflowDefinition Create(Type type, string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        ArgumentNullException.ThrowIfNull(type);
        return nameOverride is null && creatorOverride is null ? Create(type) : new WorkflowDefinitionReader(type).Read(nameOverride, creatorOverride);
    }

    /// <summary>Makes a workflow object; the arguments are used when its constructor has <see cref="WorkflowInitAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">The type is not <see cref="Instantiable"/>.</exception>
    public object CreateWorkflowInstance(object?[] workflowArguments)
    {
        if (creator is null)
        {
            throw new InvalidOperationException($"{Type} cannot be created: register a class with [Workflow] that is not abstract.");
        }

        return creator(workflowArguments);
    }

    internal static string NameFromTypeForCall(Type type)
    {
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(false) ??
            throw new ArgumentException($"{type} has no [Workflow] attribute.", nameof(type));
        return WorkflowDefinitionReader.NameOf(type, attribute) ??
            throw new ArgumentException($"{type} is a dynamic workflow: start it by a workflow type's name instead.", nameof(type));
    }
}
