using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>Reads the attributes of one workflow class and checks every rule about them, telling all breaches at once.</summary>
internal sealed class WorkflowDefinitionReader(Type type)
{
    private const BindingFlags AllMembers = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly List<string> problems = [];
    private readonly HandlerTable<WorkflowSignalDefinition> signals = new("signal");
    private readonly HandlerTable<WorkflowQueryDefinition> queries = new("query");
    private readonly HandlerTable<WorkflowUpdateDefinition> updates = new("update");
    private readonly Dictionary<string, MethodInfo> validators = [];
    private readonly HashSet<string> usedValidators = [];
    private MethodInfo? runMethod;
    private MethodInfo? optionsMethod;

    /// <summary>The workflow type's name; null when dynamic.</summary>
    public static string? NameOf(Type type, WorkflowAttribute attribute)
    {
        if (attribute.Dynamic)
        {
            return null;
        }

        if (attribute.Name is { } given)
        {
            return given;
        }

        var name = type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        name = tick < 0 ? name : name[..tick];
        return type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name;
    }

    public WorkflowDefinition Read(string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(false) ??
            throw new ArgumentException($"{type} has no [Workflow] attribute.", nameof(creatorOverride));
        CheckType(attribute, nameOverride);
        var methods = AllMethods();
        foreach (var method in methods)
        {
            ReadValidator(method);
        }

        foreach (var method in methods)
        {
            ReadRunMethod(method, attribute);
            ReadHandlers(method);
            ReadDynamicOptions(method, attribute);
        }

        foreach (var property in AllProperties().Where(p => WorkflowQueryDefinition.AttributeOf(p) is not null))
        {
            AddIfSound(WorkflowQueryDefinition.Check(property), () => queries.Add(WorkflowQueryDefinition.FromProperty(property), d => d.Name));
        }

        problems.AddRange(signals.Problems.Concat(queries.Problems).Concat(updates.Problems).Select(p => $"{p} on {type}"));
        problems.AddRange(validators.Keys.Where(k => !usedValidators.Contains(k)).Select(
            k => $"Update validator {HandlerRules.Describe(validators[k])} names '{k}', which is no update handler of {type}"));
        if (runMethod is null && problems.Count == 0)
        {
            problems.Add($"{type} has no method with [WorkflowRun]");
        }

        var creator = creatorOverride ?? ReadConstructor(out _);
        ThrowIfAnyProblem();
        return new WorkflowDefinition(new WorkflowDefinitionParts
        {
            Name = nameOverride ?? NameOf(type, attribute),
            Type = type,
            RunMethod = runMethod!,
            FailureExceptionTypes = attribute.FailureExceptionTypes,
            Creator = creator,
            HasInitConstructor = creatorOverride is null && InitConstructors().Length > 0,
            Signals = signals.ByName,
            DynamicSignal = signals.Dynamic,
            Queries = queries.ByName,
            DynamicQuery = queries.Dynamic,
            Updates = updates.ByName,
            DynamicUpdate = updates.Dynamic,
            DynamicOptionsGetter = OptionsGetter(),
        });
    }

    private void CheckType(WorkflowAttribute attribute, string? nameOverride)
    {
        if (type.ContainsGenericParameters)
        {
            problems.Add($"{type} must not have open generic parameters");
        }

        if (attribute.Dynamic && (attribute.Name is not null || nameOverride is not null))
        {
            problems.Add($"{type} cannot be dynamic and have a name");
        }

        if ((nameOverride ?? attribute.Name) is { } name && HandlerRules.IsReserved(name))
        {
            problems.Add($"{type} has the name '{name}', which is reserved for the system");
        }
    }

    private List<MethodInfo> AllMethods()
    {
        var methods = type.GetMethods(AllMembers).ToList();
        if (type.IsInterface)
        {
            methods.AddRange(type.GetInterfaces().SelectMany(i => i.GetMethods(AllMembers)));
        }

        return methods;
    }

    private IEnumerable<PropertyInfo> AllProperties() =>
        type.IsInterface ? type.GetProperties(AllMembers).Concat(type.GetInterfaces().SelectMany(i => i.GetProperties(AllMembers))) : type.GetProperties(AllMembers);

    private void ReadRunMethod(MethodInfo method, WorkflowAttribute attribute)
    {
        if (!HasOwn<WorkflowRunAttribute>(method))
        {
            return;
        }

        var what = $"Run method {HandlerRules.Describe(method)}";
        if (runMethod is not null)
        {
            problems.Add($"{type} has more than one method with [WorkflowRun]: {runMethod.Name}, {method.Name}");
        }

        if (!method.IsPublic)
        {
            problems.Add($"{what} must be public");
        }

        if (method.IsStatic)
        {
            problems.Add($"{what} must not be static");
        }

        if (method.ContainsGenericParameters)
        {
            problems.Add($"{what} must not be generic");
        }

        if (!TaskResults.IsTask(method.ReturnType))
        {
            problems.Add($"{what} must return Task or Task<T>");
        }

        if (attribute.Dynamic && !(method.GetParameters() is [var only] && only.ParameterType == typeof(IRawValue[])))
        {
            problems.Add($"{what} belongs to a dynamic workflow and must take exactly one IRawValue array");
        }

        runMethod = method;
    }

    private void ReadHandlers(MethodInfo method)
    {
        if (HasOwn<WorkflowSignalAttribute>(method))
        {
            AddIfSound(WorkflowSignalDefinition.Check(method), () => signals.Add(WorkflowSignalDefinition.FromMethod(method), d => d.Name));
        }

        if (HasOwn<WorkflowQueryAttribute>(method))
        {
            AddIfSound(WorkflowQueryDefinition.Check(method), () => queries.Add(WorkflowQueryDefinition.FromMethod(method), d => d.Name));
        }

        if (HasOwn<WorkflowUpdateAttribute>(method))
        {
            var validator = validators.GetValueOrDefault(method.Name);
            usedValidators.Add(method.Name);
            AddIfSound(
                WorkflowUpdateDefinition.Check(method, validator),
                () => updates.Add(WorkflowUpdateDefinition.FromMethod(method, validator), d => d.Name));
        }
    }

    private void ReadValidator(MethodInfo method)
    {
        if (HasOwn<WorkflowUpdateValidatorAttribute>(method) &&
            !validators.TryAdd(method.GetCustomAttribute<WorkflowUpdateValidatorAttribute>(false)!.UpdateMethod, method))
        {
            problems.Add($"{type} has more than one validator for one update: {HandlerRules.Describe(method)} is one of them");
        }
    }

    private void ReadDynamicOptions(MethodInfo method, WorkflowAttribute attribute)
    {
        if (!HasOwn<WorkflowDynamicOptionsAttribute>(method))
        {
            return;
        }

        var what = $"Dynamic options method {HandlerRules.Describe(method)}";
        if (!attribute.Dynamic)
        {
            problems.Add($"{what} is on a workflow that is not dynamic");
        }

        if (optionsMethod is not null)
        {
            problems.Add($"{type} has more than one method with [WorkflowDynamicOptions]");
        }

        if (!method.IsPublic || method.IsStatic || method.GetParameters().Length > 0 || method.ReturnType != typeof(WorkflowDefinitionOptions))
        {
            problems.Add($"{what} must be public, not static, take nothing and return WorkflowDefinitionOptions");
        }

        optionsMethod = method;
    }

    private Func<object?, WorkflowDefinitionOptions>? OptionsGetter()
    {
        if (optionsMethod is null)
        {
            return null;
        }

        var invoker = HandlerInvoker.ForMethod(optionsMethod);
        return instance => (WorkflowDefinitionOptions)invoker.Invoke(instance, [])!;
    }

    private ConstructorInfo[] InitConstructors() =>
        Array.FindAll(type.GetConstructors(AllMembers), c => c.GetCustomAttribute<WorkflowInitAttribute>(false) is not null);

    private Func<object?[], object>? ReadConstructor(out ConstructorInfo? constructor)
    {
        constructor = null;
        if (type.IsInterface || type.IsAbstract)
        {
            return null;
        }

        var inits = InitConstructors();
        if (inits.Length > 1)
        {
            problems.Add($"{type} has more than one constructor with [WorkflowInit]");
            return null;
        }

        constructor = inits.Length == 1 ? inits[0] : type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        if (constructor is null || (inits.Length == 0 && !constructor.IsPublic))
        {
            problems.Add($"{type} must have a public constructor without parameters or one with [WorkflowInit]");
            return null;
        }

        if (inits.Length == 0)
        {
            var invoker = ConstructorInvoker.Create(constructor);
            return _ => invoker.Invoke();
        }

        CheckInit(constructor);
        return InitCreator(constructor);
    }

    private void CheckInit(ConstructorInfo constructor)
    {
        if (!constructor.IsPublic)
        {
            problems.Add($"The constructor with [WorkflowInit] of {type} must be public");
        }

        if (runMethod is not null && !constructor.GetParameters().Select(p => p.ParameterType).SequenceEqual(
            runMethod.GetParameters().Select(p => p.ParameterType)))
        {
            problems.Add($"The constructor with [WorkflowInit] of {type} must have the same parameters as {runMethod.Name}");
        }
    }

    private static Func<object?[], object> InitCreator(ConstructorInfo constructor)
    {
        var invoker = ConstructorInvoker.Create(constructor);
        var count = constructor.GetParameters().Length;
        return args =>
        {
            if (args.Length != count)
            {
                throw new ArgumentException($"{constructor.DeclaringType} takes {count} arguments, but was given {args.Length}.", nameof(args));
            }

            return invoker.Invoke(args.AsSpan());
        };
    }

    // An override must repeat the attribute of what it overrides: attributes of handlers are not inherited.
    private bool HasOwn<TAttribute>(MethodInfo method)
        where TAttribute : Attribute
    {
        if (method.GetCustomAttribute<TAttribute>(false) is not null)
        {
            return true;
        }

        for (var parent = ParentOf(method); parent is not null; parent = ParentOf(parent))
        {
            if (parent.GetCustomAttribute<TAttribute>(false) is not null)
            {
                problems.Add($"{HandlerRules.Describe(method)} overrides a method with [{typeof(TAttribute).Name[..^9]}] and must repeat the attribute");
                return false;
            }
        }

        return false;
    }

    private static MethodInfo? ParentOf(MethodInfo method)
    {
        if (!method.IsVirtual || method.DeclaringType?.BaseType is not { } baseType || method.GetBaseDefinition() == method)
        {
            return null;
        }

        var definition = method.GetBaseDefinition();
        return Array.Find(baseType.GetMethods(AllMembers), m => m.Name == method.Name && m.GetBaseDefinition() == definition);
    }

    private void AddIfSound(IEnumerable<string> found, Action add)
    {
        var count = problems.Count;
        problems.AddRange(found);
        if (problems.Count == count)
        {
            add();
        }
    }

    private void ThrowIfAnyProblem()
    {
        if (problems.Count > 0)
        {
            throw new AggregateException(
                $"{type} is not a sound workflow: {string.Join("; ", problems)}", problems.Select(p => new ArgumentException(p)));
        }
    }

    private sealed class HandlerTable<T>(string kind)
        where T : class
    {
        private readonly Dictionary<string, T> byName = [];

        public IReadOnlyDictionary<string, T> ByName => byName;

        public T? Dynamic { get; private set; }

        public List<string> Problems { get; } = [];

        public void Add(T definition, Func<T, string?> nameOf)
        {
            if (nameOf(definition) is { } name)
            {
                if (!byName.TryAdd(name, definition))
                {
                    Problems.Add($"More than one {kind} handler is named '{name}'");
                }
            }
            else if (Dynamic is not null)
            {
                Problems.Add($"More than one {kind} handler is dynamic");
            }
            else
            {
                Dynamic = definition;
            }
        }
    }
}
