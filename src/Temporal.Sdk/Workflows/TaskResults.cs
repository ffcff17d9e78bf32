using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Reads results of tasks whose type is known at run time only.</summary>
internal static class TaskResults
{
    private static readonly ConcurrentDictionary<Type, Func<Task, object?>> Readers = new();

    /// <summary>True for <see cref="Task"/> and <see cref="Task{TResult}"/>.</summary>
    public static bool IsTask(Type type) => typeof(Task).IsAssignableFrom(type);

    /// <summary>The T of <c>Task&lt;T&gt;</c>, or null for a plain task or no task.</summary>
    public static Type? ResultType(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.IsGenericType && current.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return current.GetGenericArguments()[0];
            }
        }

        return null;
    }

    /// <summary>The result of a completed task; null when its declared type has none.</summary>
    public static object? Read(Task completed, Type declaredType) =>
        ResultType(declaredType) is { } result ? Readers.GetOrAdd(result, CreateReader)(completed) : null;

    private static Func<Task, object?> CreateReader(Type resultType) =>
        typeof(TaskResults).GetMethod(nameof(ReadTyped), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(resultType).CreateDelegate<Func<Task, object?>>();

    private static object? ReadTyped<T>(Task task) => ((Task<T>)task).GetAwaiter().GetResult();
}
