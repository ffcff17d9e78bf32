using System.Reflection;

namespace Temporal.Server.Tests.Differential;

/// <summary>A script that any server can be taken through.</summary>
internal sealed record Scenario(string Name, Func<World, Task> Script)
{
    /// <summary>All of them: the methods of the classes in the folder <c>Scenarios</c> that take a world.</summary>
    public static IReadOnlyDictionary<string, Scenario> All { get; } = typeof(Scenario).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Scenario).Namespace + ".Scenarios")
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
        .Where(method => method.ReturnType == typeof(Task) && method.GetParameters() is [{ } only] && only.ParameterType == typeof(World))
        .Select(method => new Scenario($"{method.DeclaringType?.Name}.{method.Name}", method.CreateDelegate<Func<World, Task>>()))
        .Where(scenario => Only is null || scenario.Name.Contains(Only, StringComparison.OrdinalIgnoreCase))
        .OrderBy(scenario => scenario.Name, StringComparer.Ordinal)
        .ToDictionary(scenario => scenario.Name);

    /// <summary>Part of the names of those to run, for work on one of them.</summary>
    private static string? Only => Environment.GetEnvironmentVariable("DIFFERENTIAL_ONLY");
}
