using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Calls a method or delegate with an array of arguments, without wrapping its exceptions.</summary>
internal sealed class HandlerInvoker
{
    private readonly MethodInvoker invoker;
    private readonly object? target;
    private readonly object?[] defaults;

    private HandlerInvoker(MethodInfo method, object? target, ParameterInfo[] parameters)
    {
        invoker = MethodInvoker.Create(method);
        this.target = target;
        Method = method;
        ReturnType = method.ReturnType;
        ParameterTypes = Array.ConvertAll(parameters, p => p.ParameterType);
        RequiredParameterCount = parameters.Count(p => !p.HasDefaultValue);
        defaults = Array.ConvertAll(parameters, DefaultOf);
    }

    /// <summary>What is called.</summary>
    public MethodInfo Method { get; }

    /// <summary>Types of all parameters.</summary>
    public Type[] ParameterTypes { get; }

    /// <summary>How many of them have no default.</summary>
    public int RequiredParameterCount { get; }

    /// <summary>The declared type of what comes back.</summary>
    public Type ReturnType { get; }

    public static HandlerInvoker ForMethod(MethodInfo method) => new(method, null, method.GetParameters());

    public static HandlerInvoker ForDelegate(Delegate del)
    {
        var invoke = del.GetType().GetMethod("Invoke")!;
        var parameters = invoke.GetParameters();
        var own = del.Method.GetParameters();

        // Default values are on the method behind the delegate; a closed static delegate has one parameter more there.
        return new HandlerInvoker(invoke, del, own.Length == parameters.Length ? own : parameters);
    }

    /// <summary>Calls with the arguments, taking defaults for those that are missing and dropping those that are too many.</summary>
    public object? Invoke(object? instance, object?[] args) => invoker.Invoke(target ?? instance, Pad(args).AsSpan());

    /// <summary>As many arguments as there are parameters.</summary>
    public object?[] Pad(object?[] args)
    {
        var count = defaults.Length;
        if (args.Length == count)
        {
            return args;
        }

        var all = new object?[count];
        for (var i = 0; i < count; i++)
        {
            all[i] = i < args.Length ? args[i] : defaults[i];
        }

        return all;
    }

    private static object? DefaultOf(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
        {
            return null;
        }

        var value = parameter.DefaultValue;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (value is null)
        {
            // "default" of a struct is told as null.
            return type.IsValueType && type == parameter.ParameterType ? Activator.CreateInstance(type) : null;
        }

        return type.IsEnum ? Enum.ToObject(type, value) : value;
    }
}
