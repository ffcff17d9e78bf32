using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class SignalTests
{
    [Workflow]
    public class RecordingWorkflow
    {
        private readonly List<string> seen = [];

        [WorkflowRun]
        public async Task<string[]> RunAsync(int expected)
        {
            seen.Add("main");
            await Workflow.WaitConditionAsync(() => seen.Count >= expected);
            return [.. seen];
        }

        [WorkflowSignal]
        public Task NoteAsync(string text, string ending = "!")
        {
            seen.Add(text + ending);
            return Task.CompletedTask;
        }

        [WorkflowSignal(Dynamic = true)]
        public Task AnyAsync(string name, IRawValue[] args)
        {
            seen.Add($"{name}:{string.Join(',', args.Select(a => Workflow.PayloadConverter.ToValue<int>(a)))}");
            return Task.CompletedTask;
        }

        [WorkflowSignal("fail")]
        public Task FailAsync(bool asApplication) =>
            throw (asApplication ? new ApplicationFailureException("bad signal") : new InvalidOperationException("bug"));
    }

    [Workflow]
    public class LateHandlerWorkflow
    {
        private readonly List<string> seen = [];

        [WorkflowRun]
        public async Task<string[]> RunAsync(bool isDynamic)
        {
            await Workflow.DelayAsync(1);
            if (isDynamic)
            {
                Workflow.DynamicSignal = WorkflowSignalDefinition.CreateWithoutAttribute(null, (string name, IRawValue[] _) => Note(name));
            }
            else
            {
                Workflow.Signals["one"] = WorkflowSignalDefinition.CreateWithoutAttribute("one", (int number) => Note($"one {number}"));
            }

            await Workflow.DelayAsync(1);
            return [.. seen];
        }

        private Task Note(string text)
        {
            seen.Add(text);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Signal_WithTheStart_IsHandledBeforeTheRunMethod()
    {
        var completion = WorkflowDriver.Create<RecordingWorkflow>(3).Start(WorkflowDriver.SignalJob("Note", "a"), WorkflowDriver.SignalJob("Note", "b", "?"));
        Assert.Equal(["a!", "b?", "main"], CompletionAssert.Completes<string[]>(completion));
    }

    [Fact]
    public void Signal_WithoutHandler_GoesToTheDynamicOne()
    {
        var driver = WorkflowDriver.Create<RecordingWorkflow>(2);
        driver.Start();
        Assert.Equal(["main", "other:1,2"], CompletionAssert.Completes<string[]>(driver.Signal("other", 1, 2)));
    }

    [Fact]
    public void Signal_TooManyArguments_TakesTheFirst()
    {
        var driver = WorkflowDriver.Create<RecordingWorkflow>(2);
        driver.Start();
        Assert.Equal(["main", "a."], CompletionAssert.Completes<string[]>(driver.Signal("Note", "a", ".", "extra")));
    }

    [Fact]
    public void Signal_HandlerFailsAsApplication_FailsTheWorkflow()
    {
        var driver = WorkflowDriver.Create<RecordingWorkflow>(9);
        driver.Start();
        Assert.Equal("bad signal", CompletionAssert.Fails(driver.Signal("fail", true)).Message);
    }

    [Fact]
    public void Signal_HandlerHasABug_FailsTheTask()
    {
        var driver = WorkflowDriver.Create<RecordingWorkflow>(9);
        driver.Start();
        Assert.Equal("bug", CompletionAssert.TaskFails(driver.Signal("fail", false)).Message);
    }

    [Fact]
    public void Signal_ArgumentUnreadable_FailsTheTask()
    {
        var driver = WorkflowDriver.Create<RecordingWorkflow>(9);
        driver.Start();
        Assert.Contains("cannot read its argument 1", CompletionAssert.TaskFails(driver.Signal("fail", "maybe")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signal_HandlerSetLater_GetsWhatWaited()
    {
        var driver = WorkflowDriver.Create<LateHandlerWorkflow>(false);
        driver.Start();
        CompletionAssert.Waits(driver.Signal("one", 1));
        CompletionAssert.Waits(driver.Signal("two", 2));
        CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Timer(1));
        Assert.Equal(["one 1"], CompletionAssert.Completes<string[]>(driver.Timer(2)));
    }

    [Fact]
    public void Signal_DynamicHandlerSetLater_GetsAllThatWaitedInOrder()
    {
        var driver = WorkflowDriver.Create<LateHandlerWorkflow>(true);
        driver.Start();
        driver.Signal("one", 1);
        driver.Signal("two", 2);
        driver.Timer(1);
        Assert.Equal(["one", "two"], CompletionAssert.Completes<string[]>(driver.Timer(2)));
    }
}
