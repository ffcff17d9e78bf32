using Temporalio.Exceptions;
using Temporalio.Worker.Engine;
using Temporalio.Workflows;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>The workflows of a worker by type.</summary>
internal sealed class WorkflowRegistry
{
    private readonly Dictionary<string, WorkflowDefinition> byName = [];
    private readonly WorkflowDefinition? dynamic;
    private readonly bool allFailOnNondeterminism;

    /// <summary>Creates the registry.</summary>
    /// <param name="definitions">The workflows.</param>
    /// <param name="failureTypes">Exceptions that fail workflows of all types.</param>
    /// <exception cref="ArgumentException">A workflow cannot be instantiated, two have one name, or two are dynamic.</exception>
    public WorkflowRegistry(IEnumerable<WorkflowDefinition> definitions, IEnumerable<Type>? failureTypes)
    {
        allFailOnNondeterminism = IncludesNondeterminism(failureTypes);
        foreach (var definition in definitions)
        {
            if (!definition.Instantiable)
            {
                throw new ArgumentException($"Workflow named {definition.Name} is not instantiable: interfaces and abstract classes cannot be served");
            }

            if (definition.Name is not { } name)
            {
                dynamic = dynamic is null ? definition : throw new ArgumentException("Multiple dynamic workflows provided: keep one");
            }
            else if (!byName.TryAdd(name, definition))
            {
                throw new ArgumentException($"Duplicate workflow named {name}: give one of them another name in its [Workflow] attribute");
            }
        }
    }

    /// <summary>Finds the workflow of a type.</summary>
    /// <exception cref="EngineException">There is none.</exception>
    public WorkflowDefinition Get(string type) => Find(type) ?? throw new EngineException(
        $"Workflow type {type} is not registered on this worker, available workflows: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}");

    /// <summary>Whether runs of a type fail where their code does not fit their history.</summary>
    public bool FailsOnNondeterminism(string type) => allFailOnNondeterminism || IncludesNondeterminism(Find(type)?.FailureExceptionTypes);

    private static bool IncludesNondeterminism(IEnumerable<Type>? types) =>
        types?.Any(type => type.IsAssignableFrom(typeof(WorkflowNondeterminismException))) == true;

    private WorkflowDefinition? Find(string type) => byName.GetValueOrDefault(type) ?? dynamic;
}
