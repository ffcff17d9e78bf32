using Temporalio.Activities;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>The activities of a worker by type.</summary>
internal sealed class ActivityRegistry
{
    private readonly Dictionary<string, ActivityDefinition> byName = [];
    private readonly ActivityDefinition? dynamic;

    /// <summary>Creates the registry.</summary>
    /// <exception cref="ArgumentException">Two activities have one name, or two are dynamic.</exception>
    public ActivityRegistry(IEnumerable<ActivityDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (definition.Name is not { } name)
            {
                dynamic = dynamic is null ? definition : throw new ArgumentException("Multiple dynamic activities provided: keep one");
            }
            else if (!byName.TryAdd(name, definition))
            {
                throw new ArgumentException($"Duplicate activity named {name}: give one of them another name in its [Activity] attribute");
            }
        }
    }

    /// <summary>Finds the activity of a type; null: there is none.</summary>
    public ActivityDefinition? Find(string type) => byName.GetValueOrDefault(type) ?? dynamic;

    /// <summary>What to tell whoever asked for a type that there is none of.</summary>
    public string NotFoundMessage(string type) =>
        $"Activity {type} is not registered on this worker, available activities: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}";
}
