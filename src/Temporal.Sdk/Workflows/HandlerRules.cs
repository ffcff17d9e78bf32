using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>The rules that signal, query and update handlers share.</summary>
internal static class HandlerRules
{
    /// <summary>Names that begin like this belong to the system.</summary>
    public const string ReservedPrefix = "__temporal_";

    public const string StackTraceQuery = "__stack_trace";

    public const string EnhancedStackTraceQuery = "__enhanced_stack_trace";

    public const string MetadataQuery = "__temporal_workflow_metadata";

    /// <summary>The handler's name from its attribute or its method; null when dynamic.</summary>
    public static string? NameOf(MethodInfo method, string? given, bool isDynamic) =>
        isDynamic ? null : given ?? (TaskResults.IsTask(method.ReturnType) ? WithoutAsync(method.Name) : method.Name);

    /// <summary>A name without its trailing Async.</summary>
    public static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] : name;

    /// <summary>True for parameters (string, IRawValue[]).</summary>
    public static bool HasDynamicParameters(IReadOnlyList<Type> types) =>
        types.Count == 2 && types[0] == typeof(string) && types[1] == typeof(IRawValue[]);

    /// <summary>Checks what holds for a method of every kind of handler.</summary>
    public static IEnumerable<string> CheckMethod(MethodInfo method, string kind, string? given, bool isDynamic)
    {
        var what = $"{kind} {Describe(method)}";
        if (!method.IsPublic)
        {
            yield return $"{what} must be public";
        }

        if (method.IsStatic)
        {
            yield return $"{what} must not be static";
        }

        if (method.ContainsGenericParameters)
        {
            yield return $"{what} must not be generic";
        }

        foreach (var problem in CheckShape(method.GetParameters(), what, given, isDynamic))
        {
            yield return problem;
        }
    }

    /// <summary>Checks name and parameters of a handler that may be a delegate.</summary>
    public static IEnumerable<string> CheckShape(ParameterInfo[] parameters, string what, string? given, bool isDynamic)
    {
        if (isDynamic && given is not null)
        {
            yield return $"{what} cannot be dynamic and have a name";
        }

        if (isDynamic && !HasDynamicParameters(Array.ConvertAll(parameters, p => p.ParameterType)))
        {
            yield return $"{what} is dynamic and must take exactly a string and an IRawValue array";
        }

        if (Array.Exists(parameters, p => p.ParameterType.IsByRef))
        {
            yield return $"{what} must not have ref, in or out parameters";
        }

        if (given is not null && IsReserved(given))
        {
            yield return $"{what} has the name '{given}', which is reserved for the system";
        }
    }

    public static bool IsReserved(string name) =>
        name.StartsWith(ReservedPrefix, StringComparison.Ordinal) || name is StackTraceQuery or EnhancedStackTraceQuery;

    /// <summary>Throws when there are problems.</summary>
    public static void ThrowIfAny(IEnumerable<string> problems)
    {
        var first = problems.FirstOrDefault();
        if (first is not null)
        {
            throw new ArgumentException(first);
        }
    }

    public static string Describe(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";
}
