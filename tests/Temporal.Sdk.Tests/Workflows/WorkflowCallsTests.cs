using System.Linq.Expressions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class WorkflowCallsTests
{
    private readonly int number = 4;

    public interface ICalled
    {
        int Property { get; }
    }

    [Workflow("called")]
    public class CalledWorkflow : ICalled
    {
        [WorkflowQuery("prop")]
        public int Property => 1;

        [WorkflowRun]
        public Task<string> RunAsync(string? text, int number, long big = 5) => throw new NotSupportedException($"{text}{number}{big}");

        public Task NotRunAsync() => Task.CompletedTask;

        [WorkflowSignal]
        public Task PokeAsync(params string[] all) => throw new NotSupportedException($"{all.Length}");

        [WorkflowSignal(Dynamic = true)]
        public Task AnyAsync(string name, Temporalio.Converters.IRawValue[] args) => throw new NotSupportedException($"{name}{args.Length}");

        [WorkflowQuery]
        public string Ask(DayOfWeek day) => $"{day}";

        [WorkflowUpdate]
        public Task<int> ChangeAsync(int? by) => throw new NotSupportedException($"{by}");
    }

    public abstract class BaseCalled
    {
        [WorkflowSignal("virtual-signal")]
        public virtual Task PokeAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class DerivedCalledWorkflow : BaseCalled
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowSignal("overridden-signal")]
        public override Task PokeAsync() => Task.CompletedTask;
    }

    [Fact]
    public void Run_Call_GivesNameAndArguments()
    {
        var text = "captured";
        var call = WorkflowCalls.Run(Run(wf => wf.RunAsync(text, number + 1, 2)));
        Assert.Equal("called", call.Name);
        Assert.Equal([text, 5, 2L], call.Args);
    }

    [Fact]
    public void Signal_Call_GivesNameAndArguments()
    {
        var call = WorkflowCalls.Signal(Signal(wf => wf.PokeAsync("a", $"b{number}")));
        Assert.Equal("Poke", call.Name);
        Assert.Equal(["a", "b4"], Assert.IsType<string[]>(Assert.Single(call.Args)));
    }

    [Fact]
    public void Query_PropertyAndMethod_GiveTheirNames()
    {
        Expression<Func<CalledWorkflow, int>> property = wf => wf.Property;
        Expression<Func<CalledWorkflow, string>> method = wf => wf.Ask(DayOfWeek.Friday);
        Assert.Equal("prop", WorkflowCalls.Query(property).Name);
        Assert.Equal([DayOfWeek.Friday], WorkflowCalls.Query(method).Args);
    }

    [Fact]
    public void Update_NullableArgument_IsItsValue()
    {
        Expression<Func<CalledWorkflow, Task<int>>> update = wf => wf.ChangeAsync(number);
        var call = WorkflowCalls.Update(update);
        Assert.Equal("Change", call.Name);
        Assert.Equal([4], call.Args);
    }

    [Fact]
    public void Signal_OfVirtualMethod_IsTheOverride()
    {
        Expression<Func<DerivedCalledWorkflow, Task>> call = wf => wf.PokeAsync();
        Assert.Equal("overridden-signal", WorkflowCalls.Signal(call).Name);
    }

    [Fact]
    public void Calls_OfSomethingElse_AreRefused()
    {
        var other = new CalledWorkflow();
        Assert.Contains("single method call", Assert.Throws<ArgumentException>(() => WorkflowCalls.Run(Run(_ => Task.FromResult("x").Result.Length > 0 ? null! : null!))).Message, StringComparison.Ordinal);
        Assert.Contains("its own parameter", Assert.Throws<ArgumentException>(() => WorkflowCalls.Run(Run(wf => other.RunAsync(null, 1, 1)))).Message, StringComparison.Ordinal);
        Assert.Contains("not a run method", Assert.Throws<ArgumentException>(() => WorkflowCalls.Run(Signal(wf => wf.NotRunAsync()))).Message, StringComparison.Ordinal);
        Assert.Contains("[WorkflowSignal]", Assert.Throws<ArgumentException>(() => WorkflowCalls.Signal(Signal(wf => wf.NotRunAsync()))).Message, StringComparison.Ordinal);
        Assert.Contains("dynamic", Assert.Throws<ArgumentException>(() => WorkflowCalls.Signal(Signal(wf => wf.AnyAsync("a", Array.Empty<Temporalio.Converters.IRawValue>())))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Activity_Calls_AreReadOrRefused()
    {
        var steps = new Steps();
        Expression<Func<string>> ofClass = () => Steps.Greet($"{number}");
        Expression<Func<Task<int>>> ofObject = () => steps.AddAsync(1, number);
        Expression<Action<Steps>> ofType = s => s.Nothing();
        Expression<Func<string>> ofNone = () => string.Concat("a", "b");
        Assert.Equal(new WorkflowCalls.Call("Greet", ["4"]).Args, ActivityCalls.Read(ofClass).Args);
        Assert.Equal("Add", ActivityCalls.Read(ofObject).Name);
        Assert.Equal([1, 4], ActivityCalls.Read(ofObject).Args);
        Assert.Equal("Nothing", ActivityCalls.Read(ofType).Name);
        Assert.Contains("[Activity]", Assert.Throws<ArgumentException>(() => ActivityCalls.Read(ofNone)).Message, StringComparison.Ordinal);
    }

    private static Expression<Func<CalledWorkflow, Task<string>>> Run(Expression<Func<CalledWorkflow, Task<string>>> call) => call;

    private static Expression<Func<CalledWorkflow, Task>> Signal(Expression<Func<CalledWorkflow, Task>> call) => call;
}
