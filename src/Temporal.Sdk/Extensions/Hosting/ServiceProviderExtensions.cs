using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Extensions.Hosting;

/// <summary>Makes activities of types that a service provider creates.</summary>
public static class ServiceProviderExtensions
{
    /// <summary>Makes definitions of all activity methods of a type.</summary>
    /// <typeparam name="T">Type that the provider knows.</typeparam>
    /// <param name="provider">The provider.</param>
    /// <returns>The definitions; at least one.</returns>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions<T>(this IServiceProvider provider) =>
        provider.CreateTemporalActivityDefinitions(typeof(T));

    /// <summary>Makes definitions of all activity methods of a type.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="type">Type that the provider knows.</param>
    /// <returns>The definitions; at least one.</returns>
    /// <exception cref="ArgumentException">The type has no activities.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions(this IServiceProvider provider, Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var definitions = ActivityDefinition.ActivityMethods(type).Select(method => provider.CreateTemporalActivityDefinition(type, method)).ToList();
        return definitions.Count > 0 ? definitions : throw new ArgumentException($"{type.FullName} has no method with [Activity]", nameof(type));
    }

    /// <summary>Makes the definition of one activity method. Each call has a service scope of its own.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="instanceType">Type that the provider knows.</param>
    /// <param name="method">The method.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition CreateTemporalActivityDefinition(this IServiceProvider provider, Type instanceType, MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(instanceType);
        ArgumentNullException.ThrowIfNull(method);
        var call = HandlerInvoker.ForMethod(method);
        return ActivityDefinition.Create(method, args => InvokeInScopeAsync(provider, instanceType, call, args));
    }

    private static async Task<object?> InvokeInScopeAsync(IServiceProvider provider, Type instanceType, HandlerInvoker call, object?[] args)
    {
        if (ActivityScope.ServiceScope is { } given)
        {
            return await InvokeAsync(given, instanceType, call, args).ConfigureAwait(false);
        }

        await using var scope = provider.CreateAsyncScope();
        ActivityScope.ServiceScope = scope;
        return await InvokeAsync(scope, instanceType, call, args).ConfigureAwait(false);
    }

    private static async Task<object?> InvokeAsync(IServiceScope scope, Type instanceType, HandlerInvoker call, object?[] args)
    {
        object? instance = null;
        if (!call.Method.IsStatic)
        {
            instance = ActivityScope.ScopedInstance ??= scope.ServiceProvider.GetRequiredService(instanceType);
        }

        var result = call.Invoke(instance, args);
        if (result is not Task task)
        {
            return result;
        }

        await task.ConfigureAwait(false);
        return TaskResults.Read(task, call.ReturnType);
    }
}
