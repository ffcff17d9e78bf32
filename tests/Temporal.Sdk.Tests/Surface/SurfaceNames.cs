using System.Globalization;
using System.Reflection;

namespace Temporal.Sdk.Tests.Surface;

/// <summary>Types, parameters and values as the lists write them.</summary>
internal static class SurfaceNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(byte)] = "byte",
    };

    public static string Bare(Type type) => type.Name.Split('`')[0];

    public static string Full(Type type) => (type.DeclaringType is null ? type.Namespace + "." : Full(type.DeclaringType) + ".") + Bare(type) + Generics(type);

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(EventInfo @event) => Of(@event.EventHandlerType!, new NullabilityInfoContext().Create(@event));

    public static string Return(MethodInfo method) => Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));

    public static string Parameters(MethodBase method) => "(" + List(method.GetParameters()) + ")";

    public static string List(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Parameter));

    public static string Constraints(MethodInfo method)
    {
        if (!method.IsGenericMethod)
        {
            return string.Empty;
        }

        return string.Concat(method.GetGenericArguments().Select(argument =>
        {
            var attributes = argument.GenericParameterAttributes;
            List<string> parts =
            [
                .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
                .. attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? ["struct"] : Array.Empty<string>(),
                .. argument.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(c => Of(c)),
            ];
            return parts.Count > 0 ? $" where {argument.Name} : {string.Join(", ", parts)}" : string.Empty;
        }));
    }

    public static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        Enum constant => Convert.ToInt64(constant).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static string Of(Type type, NullabilityInfo? info = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, info);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        var mark = info is not null && !type.IsValueType && IsNullable(info) ? "?" : string.Empty;
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, info?.ElementType) + "[" + new string(',', type.GetArrayRank() - 1) + "]" + mark;
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        return Keywords.TryGetValue(type, out var keyword) ? keyword + mark : Outer(type) + Bare(type) + Arguments(type, info) + mark;
    }

    private static bool IsNullable(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Nullable || (info.ReadState == NullabilityState.Unknown && info.WriteState == NullabilityState.Nullable);

    private static string Outer(Type type)
    {
        if (!type.IsNested)
        {
            return string.Empty;
        }

        var outer = type.DeclaringType!;
        return Of(outer.IsGenericTypeDefinition && type.IsConstructedGenericType ? outer.MakeGenericType(type.GetGenericArguments()[..outer.GetGenericArguments().Length]) : outer) + ".";
    }

    private static string Arguments(Type type, NullabilityInfo? info)
    {
        var skip = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var arguments = type.GetGenericArguments().Skip(skip).Select((a, i) => Of(a, info?.GenericTypeArguments.ElementAtOrDefault(i + skip))).ToList();
        return arguments.Count > 0 ? "<" + string.Join(", ", arguments) + ">" : string.Empty;
    }

    private static string Generics(Type type)
    {
        var own = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).Select(a => a.Name).ToList();
        return own.Count == 0 ? string.Empty : "<" + string.Join(",", own) + ">";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : string.Empty;
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : string.Empty;
        return $"{prefix}{Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }
}
