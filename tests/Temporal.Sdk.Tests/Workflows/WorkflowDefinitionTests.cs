using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class WorkflowDefinitionTests
{
    [Workflow]
    public interface INamedByInterface
    {
        [WorkflowRun]
        Task RunAsync();

        [WorkflowSignal]
        Task PokeAsync();
    }

    [Workflow("given")]
    public class SoundWorkflow
    {
        [WorkflowQuery]
        public int Number => 1;

        [WorkflowRun]
        public Task RunAsync(string text, int number = 3) => Task.FromException(new NotSupportedException($"{text}{number}"));

        [WorkflowSignal(Description = "pokes")]
        public Task PokeAsync() => Task.CompletedTask;

        [WorkflowSignal("named-signal", UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon)]
        public Task OtherAsync() => Task.CompletedTask;

        [WorkflowQuery("named-query")]
        public string Ask(int number) => $"{number}";

        [WorkflowUpdate]
        public Task<int> ChangeAsync(int number) => Task.FromResult(number);

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public void Validate(int number) => ArgumentOutOfRangeException.ThrowIfNegative(number);

        [WorkflowUpdate]
        public Task Async() => Task.CompletedTask;
    }

    public abstract class BaseOfDerived
    {
        [WorkflowSignal]
        public virtual Task PokeAsync() => Task.CompletedTask;

        [WorkflowSignal]
        public Task KeptAsync() => Task.CompletedTask;

        [WorkflowRun]
        public abstract Task RunAsync();
    }

    [Workflow]
    public class DerivedWorkflow : BaseOfDerived
    {
        [WorkflowSignal]
        public override Task PokeAsync() => Task.CompletedTask;

        [WorkflowRun]
        public override Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class ForgetfulWorkflow : BaseOfDerived
    {
        public override Task PokeAsync() => Task.CompletedTask;

        public override Task RunAsync() => Task.CompletedTask;
    }

    public class Unmarked
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class NoRun;

    [Workflow]
    public class TwoRuns
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowRun]
        public Task RunAgainAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class BadRun
    {
        [WorkflowRun]
        internal static void Run()
        {
        }
    }

    [Workflow("named", Dynamic = true)]
    public class NamedDynamic
    {
        [WorkflowRun]
        public Task RunAsync(string text) => Task.FromException(new NotSupportedException(text));
    }

    [Workflow("__temporal_own")]
    public class ReservedName
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class BadSignals
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowSignal]
        public Task<int> GivesAsync() => Task.FromResult(1);

        [WorkflowSignal]
        public static Task StaticAsync() => Task.CompletedTask;

        [WorkflowSignal("x", Dynamic = true)]
        public Task NamedDynamicAsync(string name, IRawValue[] args) => Task.FromException(new NotSupportedException($"{name}{args.Length}"));

        [WorkflowSignal(Dynamic = true)]
        public Task BadDynamicAsync(string name) => Task.FromException(new NotSupportedException(name));

        [WorkflowSignal("__stack_trace")]
        public Task ReservedAsync() => Task.CompletedTask;

        [WorkflowSignal]
        public Task GenericAsync<T>(T value) => Task.FromException(new NotSupportedException($"{value}"));
    }

    [Workflow]
    public class TwiceNamed
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowSignal("same")]
        public Task OneAsync() => Task.CompletedTask;

        [WorkflowSignal("same")]
        public Task TwoAsync() => Task.CompletedTask;

        [WorkflowQuery(Dynamic = true)]
        public int Any(string name, IRawValue[] args) => name.Length + args.Length;

        [WorkflowQuery(Dynamic = true)]
        public int AnyOther(string name, IRawValue[] args) => name.Length + args.Length;
    }

    [Workflow]
    public class BadQueries
    {
        [WorkflowQuery]
        public int WriteOnly
        {
            set => _ = value;
        }

        [WorkflowQuery]
        protected int Hidden => 1;

        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowQuery]
        public void Nothing()
        {
        }

        [WorkflowQuery]
        public Task<int> SlowAsync() => Task.FromResult(1);
    }

    [Workflow]
    public class BadUpdates
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowUpdate]
        public int AtOnce() => 1;

        [WorkflowUpdate]
        public Task ChangeAsync(int number) => Task.FromException(new NotSupportedException($"{number}"));

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public bool Validate(string text) => text.Length > 0;

        [WorkflowUpdateValidator("Nowhere")]
        public void ValidateNothing()
        {
        }
    }

    [Workflow]
    public class BadInit
    {
        [WorkflowInit]
        public BadInit(string text) => _ = text;

        [WorkflowRun]
        public Task RunAsync(int number) => Task.FromException(new NotSupportedException($"{number}"));
    }

    [Workflow]
    public class NoConstructor
    {
        public NoConstructor(string text) => _ = text;

        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class OptionsWithoutDynamic
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowDynamicOptions]
        public WorkflowDefinitionOptions Options() => new();
    }

    [Workflow]
    public class OpenGeneric<T>
    {
        [WorkflowRun]
        public Task RunAsync(T value) => Task.FromException(new NotSupportedException($"{value}"));
    }

    public static TheoryData<Type, string> Unsound => new()
    {
        { typeof(NoRun), "no method with [WorkflowRun]" },
        { typeof(TwoRuns), "more than one method with [WorkflowRun]" },
        { typeof(BadRun), "BadRun.Run must be public" },
        { typeof(BadRun), "BadRun.Run must not be static" },
        { typeof(BadRun), "BadRun.Run must return Task or Task<T>" },
        { typeof(NamedDynamic), "cannot be dynamic and have a name" },
        { typeof(NamedDynamic), "exactly one IRawValue array" },
        { typeof(ReservedName), "reserved for the system" },
        { typeof(BadSignals), "BadSignals.GivesAsync must return Task" },
        { typeof(BadSignals), "BadSignals.StaticAsync must not be static" },
        { typeof(BadSignals), "BadSignals.NamedDynamicAsync cannot be dynamic and have a name" },
        { typeof(BadSignals), "BadSignals.BadDynamicAsync is dynamic and must take exactly a string and an IRawValue array" },
        { typeof(BadSignals), "BadSignals.ReservedAsync has the name '__stack_trace', which is reserved" },
        { typeof(BadSignals), "BadSignals.GenericAsync must not be generic" },
        { typeof(TwiceNamed), "More than one signal handler is named 'same'" },
        { typeof(TwiceNamed), "More than one query handler is dynamic" },
        { typeof(BadQueries), "BadQueries.WriteOnly must have a getter" },
        { typeof(BadQueries), "Hidden must be public" },
        { typeof(BadQueries), "BadQueries.Nothing must return a value" },
        { typeof(BadQueries), "BadQueries.SlowAsync must not return a task" },
        { typeof(BadUpdates), "BadUpdates.AtOnce must return Task or Task<T>" },
        { typeof(BadUpdates), "the validator must return nothing" },
        { typeof(BadUpdates), "the same parameters as its update handler" },
        { typeof(BadUpdates), "names 'Nowhere', which is no update handler" },
        { typeof(BadInit), "must have the same parameters as RunAsync" },
        { typeof(NoConstructor), "a public constructor without parameters or one with [WorkflowInit]" },
        { typeof(OptionsWithoutDynamic), "on a workflow that is not dynamic" },
        { typeof(OpenGeneric<>), "open generic parameters" },
        { typeof(ForgetfulWorkflow), "ForgetfulWorkflow.PokeAsync overrides a method with [WorkflowSignal] and must repeat the attribute" },
        { typeof(ForgetfulWorkflow), "ForgetfulWorkflow.RunAsync overrides a method with [WorkflowRun] and must repeat the attribute" },
    };

    [Fact]
    public void Create_SoundClass_ReadsAllOfIt()
    {
        var definition = WorkflowDefinition.Create<SoundWorkflow>();
        Assert.Equal("given", definition.Name);
        Assert.False(definition.Dynamic);
        Assert.True(definition.Instantiable);
        Assert.Equal("RunAsync", definition.RunMethod.Name);
        Assert.Equal(["Poke", "named-signal"], definition.Signals.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("pokes", definition.Signals["Poke"].Description);
        Assert.Equal(HandlerUnfinishedPolicy.Abandon, definition.Signals["named-signal"].UnfinishedPolicy);
        Assert.Equal(["Number", "named-query"], definition.Queries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Async", "Change"], definition.Updates.Keys.Order(StringComparer.Ordinal));
        Assert.NotNull(definition.Updates["Change"].Validator);
        Assert.Null(definition.Updates["Async"].Validator);
        Assert.IsType<SoundWorkflow>(definition.CreateWorkflowInstance([]));
        Assert.Same(definition, WorkflowDefinition.Create<SoundWorkflow>());
    }

    [Fact]
    public void Create_Interface_DropsItsLetterAndCannotBeMade()
    {
        var definition = WorkflowDefinition.Create<INamedByInterface>();
        Assert.Equal("NamedByInterface", definition.Name);
        Assert.False(definition.Instantiable);
        Assert.Throws<InvalidOperationException>(() => definition.CreateWorkflowInstance([]));
    }

    [Fact]
    public void Create_DerivedClass_TakesHandlersOfItsBase() =>
        Assert.Equal(["Kept", "Poke"], WorkflowDefinition.Create<DerivedWorkflow>().Signals.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Create_Overrides_AreTaken()
    {
        var made = new SoundWorkflow();
        var definition = WorkflowDefinition.Create(typeof(SoundWorkflow), "other", _ => made);
        Assert.Equal("other", definition.Name);
        Assert.Same(made, definition.CreateWorkflowInstance([]));
    }

    [Fact]
    public void Create_WithoutAttribute_IsRefused() =>
        Assert.Contains("no [Workflow] attribute", Assert.Throws<ArgumentException>(() => WorkflowDefinition.Create<Unmarked>()).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Unsound))]
    public void Create_UnsoundClass_SaysWhat(Type type, string problem)
    {
        var e = Assert.Throws<AggregateException>(() => WorkflowDefinition.Create(type));
        Assert.Contains(e.InnerExceptions, inner => inner is ArgumentException && inner.Message.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void CreateWithoutAttribute_UnsoundDelegates_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => WorkflowSignalDefinition.CreateWithoutAttribute("s", () => 1));
        Assert.Throws<ArgumentException>(() => WorkflowSignalDefinition.CreateWithoutAttribute(null, () => Task.CompletedTask));
        Assert.Throws<ArgumentException>(() => WorkflowQueryDefinition.CreateWithoutAttribute("q", () => Task.CompletedTask));
        Assert.Throws<ArgumentException>(() => WorkflowUpdateDefinition.CreateWithoutAttribute("u", () => 1));
        Assert.Throws<ArgumentException>(() => WorkflowUpdateDefinition.CreateWithoutAttribute("u", (int _) => Task.CompletedTask, (string _) => { }));
        Assert.Throws<ArgumentException>(() => WorkflowQueryDefinition.CreateWithoutAttribute("__temporal_x", () => 1));
    }
}
