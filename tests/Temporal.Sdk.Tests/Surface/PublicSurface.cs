using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporal.Sdk.Tests.Surface;

/// <summary>Lists what an assembly shows to its users, one line a member.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static SortedDictionary<string, SortedSet<string>> Read(Assembly assembly)
    {
        var result = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var type in assembly.GetExportedTypes().Where(t => t.Namespace is { } name && !name.StartsWith("Temporalio.Api.", StringComparison.Ordinal) && IsVisible(t)))
        {
            result[Declaration(type)] = new SortedSet<string>(Members(type), StringComparer.Ordinal);
        }

        return result;
    }

    private static bool IsVisible(Type type) =>
        type.IsPublic || (type.IsNestedPublic && IsVisible(type.DeclaringType!)) || type.IsNestedFamily || type.IsNestedFamORAssem;

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Declaration(Type type)
    {
        var kind = KindOf(type);
        if (kind is "enum" or "delegate")
        {
            return $"{kind} {SurfaceNames.Full(type)}";
        }

        var bases = new List<string>();
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object))
        {
            bases.Add(SurfaceNames.Of(parent));
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        bases.AddRange(type.GetInterfaces().Except(inherited)
            .Where(i => i.IsPublic && !(i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>)))
            .Select(i => SurfaceNames.Of(i)).Order(StringComparer.Ordinal));
        return $"{kind} {SurfaceNames.Full(type)}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : string.Empty)}";
    }

    private static string KindOf(Type type)
    {
        if (type.IsEnum || type.IsInterface || type.IsValueType)
        {
            return type.IsEnum ? "enum" : type.IsInterface ? "interface" : "struct";
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return "delegate";
        }

        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty;
        return modifier + (IsRecord(type) ? "record" : "class");
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n))}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"{SurfaceNames.Return(invoke)} Invoke{SurfaceNames.Parameters(invoke)}"];
        }

        return type.GetConstructors(Declared).Where(c => IsOpen(c) && !IsCopyConstructor(c)).Select(Constructor)
            .Concat(type.GetMethods(Declared).Where(m => IsOpen(m) && !IsCompilerMade(m)).Select(m => Method(m, type)))
            .Concat(type.GetProperties(Declared).Where(IsListed).Select(p => Property(p, type)))
            .Concat(type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(Field))
            .Concat(type.GetEvents(Declared).Where(e => e.AddMethod is { } add && IsOpen(add)).Select(e => $"{Modifiers(e.AddMethod!, type)}event {SurfaceNames.Of(e)} {e.Name}"));
    }

    private static bool IsCopyConstructor(ConstructorInfo constructor) =>
        IsRecord(constructor.DeclaringType!) && constructor.GetParameters() is [var parameter] && parameter.ParameterType == constructor.DeclaringType;

    // Accessors stand with their property; what the compiler makes of a record says nothing of its own.
    private static bool IsCompilerMade(MethodInfo method) =>
        (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal))
        || method.Name.StartsWith('<')
        || (IsRecord(method.DeclaringType!) && method.Name is "ToString" or "Equals" or "GetHashCode" or "PrintMembers" or "op_Equality" or "op_Inequality" or "Deconstruct")
        || method.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static bool IsListed(PropertyInfo property) =>
        property.Name != "EqualityContract" && ((property.GetMethod is { } getter && IsOpen(getter)) || (property.SetMethod is { } setter && IsOpen(setter)));

    private static string Access(MethodBase method) => method.IsPublic ? string.Empty : "protected ";

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor)}{SurfaceNames.Bare(constructor.DeclaringType!)}{SurfaceNames.Parameters(constructor)}";

    private static string Method(MethodInfo method, Type type)
    {
        var generics = method.IsGenericMethod ? "<" + string.Join(",", method.GetGenericArguments().Select(a => a.Name)) + ">" : string.Empty;
        return $"{Modifiers(method, type)}{SurfaceNames.Return(method)} {method.Name}{generics}{SurfaceNames.Parameters(method)}{SurfaceNames.Constraints(method)}";
    }

    private static string Property(PropertyInfo property, Type type)
    {
        var getter = property.GetMethod is { } g && IsOpen(g) ? g : null;
        var setter = property.SetMethod is { } s && IsOpen(s) ? s : null;
        var accessor = getter ?? setter!;
        var isInit = setter?.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == nameof(IsExternalInit)) == true;
        var index = property.GetIndexParameters().Length > 0 ? $"[{SurfaceNames.List(property.GetIndexParameters())}]" : string.Empty;
        var set = setter is null ? string.Empty : (setter.IsPublic || accessor.IsFamily ? string.Empty : "protected ") + (isInit ? "init; " : "set; ");
        return $"{Modifiers(accessor, type)}{SurfaceNames.Of(property)} {property.Name}{index} {{ {(getter is null ? string.Empty : "get; ")}{set}}}";
    }

    private static string Field(FieldInfo field)
    {
        var modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : string.Empty) + (field.IsInitOnly ? "readonly " : string.Empty);
        return $"{modifiers}{SurfaceNames.Of(field)} {field.Name}{(field.IsLiteral ? " = " + SurfaceNames.Literal(field.GetRawConstantValue()) : string.Empty)}";
    }

    private static string Modifiers(MethodInfo method, Type type)
    {
        var access = Access(method);
        if (method.IsStatic)
        {
            return access + "static " + (method.IsDefined(typeof(ExtensionAttribute), false) ? "extension " : string.Empty);
        }

        var overrides = method.GetBaseDefinition() != method;
        if (type.IsInterface || !method.IsVirtual || (method.IsFinal && !overrides))
        {
            return access;
        }

        return access + (method.IsAbstract ? overrides ? "abstract override " : "abstract " : overrides ? method.IsFinal ? "sealed override " : "override " : "virtual ");
    }
}
