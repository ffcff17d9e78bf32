using System.Reflection;
using System.Runtime.CompilerServices;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Activities;

/// <summary>An activity as a worker serves it.</summary>
public class ActivityDefinition
{
    private readonly Func<object?[], object?> invoker;

    private ActivityDefinition(
        string? name, (Type Return, IReadOnlyCollection<Type> Parameters, int Required) shape, Func<object?[], object?> invoker, MethodInfo? method)
    {
        Name = name;
        ReturnType = shape.Return;
        ParameterTypes = shape.Parameters;
        RequiredParameterCount = shape.Required;
        MethodInfo = method;
        this.invoker = invoker;
        Validate();
    }

    /// <summary>Activity type; null: it takes every type that has no definition of its own.</summary>
    public string? Name { get; }

    /// <summary>Whether it takes every type that has no definition of its own.</summary>
    public bool Dynamic => Name is null;

    /// <summary>Declared type of what it returns.</summary>
    public Type ReturnType { get; }

    /// <summary>Types of its parameters.</summary>
    public IReadOnlyCollection<Type> ParameterTypes { get; }

    /// <summary>How many parameters have no default.</summary>
    public int RequiredParameterCount { get; }

    /// <summary>The method behind it, where it was made from one.</summary>
    public MethodInfo? MethodInfo { get; }

    /// <summary>Makes a definition of a method with the activity attribute.</summary>
    /// <param name="del">The method, bound to its instance.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method has no activity attribute or cannot be an activity.</exception>
    public static ActivityDefinition Create(Delegate del)
    {
        ArgumentNullException.ThrowIfNull(del);
        var attribute = RequireAttribute(del.Method);
        var call = HandlerInvoker.ForDelegate(del);
        return new(
            NameOf(del.Method, attribute), (call.ReturnType, call.ParameterTypes, call.RequiredParameterCount), args => call.Invoke(null, args), del.Method);
    }

    /// <summary>Makes a definition of a method with the activity attribute that is called in another way.</summary>
    /// <param name="method">The method that name and parameters are taken from.</param>
    /// <param name="invoker">Calls it; may return a task.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method has no activity attribute or cannot be an activity.</exception>
    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker)
    {
        ArgumentNullException.ThrowIfNull(method);
        return CreateWithoutAttribute(NameOf(method, RequireAttribute(method)), method, invoker);
    }

    /// <summary>Makes a definition of anything that can be called.</summary>
    /// <param name="name">Activity type; null: dynamic.</param>
    /// <param name="returnType">Declared type of what it returns.</param>
    /// <param name="parameterTypes">Types of its parameters.</param>
    /// <param name="requiredParameterCount">How many parameters have no default.</param>
    /// <param name="invoker">Calls it; may return a task.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition Create(
        string? name, Type returnType, IReadOnlyCollection<Type> parameterTypes, int requiredParameterCount, Func<object?[], object?> invoker)
    {
        ArgumentNullException.ThrowIfNull(returnType);
        ArgumentNullException.ThrowIfNull(parameterTypes);
        ArgumentNullException.ThrowIfNull(invoker);
        return new(name, (returnType, parameterTypes, requiredParameterCount), invoker, null);
    }

    /// <summary>Makes a definition of a method that needs no attribute.</summary>
    /// <param name="name">Activity type; null: dynamic.</param>
    /// <param name="method">The method that parameters are taken from.</param>
    /// <param name="invoker">Calls it; may return a task.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition CreateWithoutAttribute(string? name, MethodInfo method, Func<object?[], object?> invoker)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(invoker);
        var parameters = method.GetParameters();
        return new(
            name,
            (method.ReturnType, Array.ConvertAll(parameters, p => p.ParameterType), parameters.Count(p => !p.HasDefaultValue)),
            args => invoker(WithDefaults(parameters, args)),
            method);
    }

    /// <summary>Makes definitions of all activity methods of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">Instance for instance methods.</param>
    /// <returns>The definitions.</returns>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T instance) => CreateAll(typeof(T), instance);

    /// <summary>Makes definitions of all activity methods of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">Instance for instance methods; may be null if all of them are static.</param>
    /// <returns>The definitions; at least one.</returns>
    /// <exception cref="ArgumentException">The type has no activities, or an instance is missing.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        ArgumentNullException.ThrowIfNull(type);
        var definitions = new List<ActivityDefinition>();
        foreach (var method in ActivityMethods(type))
        {
            if (!method.IsStatic && instance is null)
            {
                throw new ArgumentException($"Activity {HandlerRules.Describe(method)} is an instance method: give an instance of {type.Name}", nameof(instance));
            }

            var call = HandlerInvoker.ForMethod(method);
            definitions.Add(Create(method, args => call.Invoke(method.IsStatic ? null : instance, args)));
        }

        return definitions.Count > 0
            ? definitions
            : throw new ArgumentException($"{type.FullName} has no method with [Activity]", nameof(type));
    }

    /// <summary>Calls the activity.</summary>
    /// <param name="parameters">Arguments; defaults are filled in.</param>
    /// <returns>What it returned; null for no result.</returns>
    public async Task<object?> InvokeAsync(object?[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length < RequiredParameterCount)
        {
            throw new ArgumentException($"Activity {Name ?? "(dynamic)"} needs {RequiredParameterCount} parameters, got {parameters.Length}", nameof(parameters));
        }

        var result = invoker(parameters);
        if (result is not Task task)
        {
            return result;
        }

        await task.ConfigureAwait(false);
        return TaskResults.Read(task, ReturnType.IsInstanceOfType(task) ? ReturnType : task.GetType()) is { } value && value.GetType() != VoidResult ? value : null;
    }

    /// <summary>Methods of a type that have the activity attribute.</summary>
    internal static IEnumerable<MethodInfo> ActivityMethods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy)
            .Where(method => method.IsDefined(typeof(ActivityAttribute), inherit: false));

    private static readonly Type? VoidResult = Type.GetType("System.Threading.Tasks.VoidTaskResult");

    private static ActivityAttribute RequireAttribute(MethodInfo method) =>
        method.GetCustomAttribute<ActivityAttribute>(inherit: false)
        ?? throw new ArgumentException($"{HandlerRules.Describe(method)} has no [Activity] attribute");

    private static string? NameOf(MethodInfo method, ActivityAttribute attribute)
    {
        if (attribute is { Dynamic: true, Name: not null })
        {
            throw new ArgumentException($"Activity {HandlerRules.Describe(method)} cannot be dynamic and have a name");
        }

        if (method.ContainsGenericParameters)
        {
            throw new ArgumentException($"Activity {HandlerRules.Describe(method)} must not be generic");
        }

        if (attribute is { Dynamic: false, Name: null } && method.IsDefined(typeof(CompilerGeneratedAttribute)))
        {
            throw new ArgumentException("An activity that is a lambda or a local function needs a name in its [Activity] attribute");
        }

        return HandlerRules.NameOf(method, attribute.Name, attribute.Dynamic);
    }

    private static object?[] WithDefaults(ParameterInfo[] parameters, object?[] args)
    {
        if (args.Length == parameters.Length)
        {
            return args;
        }

        var all = new object?[parameters.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = i < args.Length ? args[i] : parameters[i].DefaultValue;
        }

        return all;
    }

    private void Validate()
    {
        var what = $"Activity {Name ?? "(dynamic)"}";
        if (ParameterTypes.Any(type => type.IsByRef))
        {
            throw new ArgumentException($"{what} must not have ref, in or out parameters");
        }

        if (Dynamic && (ParameterTypes.Count != 1 || ParameterTypes.First() != typeof(IRawValue[])))
        {
            throw new ArgumentException($"{what} must take exactly one IRawValue array");
        }

        if (RequiredParameterCount > ParameterTypes.Count)
        {
            throw new ArgumentException($"{what} requires {RequiredParameterCount} parameters, but has {ParameterTypes.Count}");
        }

        if (Name is not null && HandlerRules.IsReserved(Name))
        {
            throw new ArgumentException($"{what} has a name that is reserved for the system");
        }
    }
}
