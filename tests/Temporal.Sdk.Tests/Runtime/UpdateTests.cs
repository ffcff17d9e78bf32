using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class UpdateTests
{
    [Workflow]
    public class UpdatableWorkflow
    {
        private readonly List<string> log = [];
        private bool isOver;

        [WorkflowRun]
        public async Task<string[]> RunAsync()
        {
            log.Add("main");
            await Workflow.WaitConditionAsync(() => isOver);
            return [.. log];
        }

        [WorkflowUpdate]
        public async Task<string> AddAsync(string text)
        {
            log.Add($"{text} {Workflow.CurrentUpdateInfo?.Id}/{Workflow.CurrentUpdateInfo?.Name}");
            await Task.Yield();
            return $"added {text} as {Workflow.CurrentUpdateInfo?.Id}";
        }

        [WorkflowUpdateValidator(nameof(AddAsync))]
        public void ValidateAdd(string text)
        {
            switch (text)
            {
                case "": throw new ArgumentException("nothing to add");
                case "schedule": _ = Workflow.DelayAsync(1); break;
            }
        }

        [WorkflowUpdate]
        public async Task SlowAsync()
        {
            await Workflow.DelayAsync(100);
            log.Add("slow");
        }

        [WorkflowUpdate]
        public Task FailAsync(string how) => throw (how switch
        {
            "application" => new ApplicationFailureException("bad update", "Bad"),
            "cancel" => new OperationCanceledException("gone"),
            _ => new InvalidOperationException("bug"),
        });

        [WorkflowSignal]
        public Task StopAsync()
        {
            isOver = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class DynamicUpdateWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.Updates["late"] = WorkflowUpdateDefinition.CreateWithoutAttribute(
                "late", (int a) => Task.FromResult(a + 1), (int a) => ArgumentOutOfRangeException.ThrowIfNegative(a));
            await Workflow.WaitConditionAsync(() => false);
        }

        [WorkflowUpdate(Dynamic = true)]
        public Task<string> AnyAsync(string name, IRawValue[] args) => Task.FromResult($"{name} {args.Length}");
    }

    [Fact]
    public void Update_Accepted_IsAcceptedThenCompleted()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        var outcomes = CompletionAssert.Outcomes(driver.Update("Add", "x"));
        Assert.IsType<WorkflowCommand.UpdateOutcome.Accepted>(outcomes[0]);
        Assert.Equal("added x as u1", WorkflowDriver.Value<string>(Assert.IsType<WorkflowCommand.UpdateOutcome.Completed>(outcomes[1]).Result));
        Assert.Equal(["main", "x u1/Add"], CompletionAssert.Completes<string[]>(driver.Signal("Stop")));
    }

    [Fact]
    public void Update_WithTheStart_RunsBeforeTheRunMethod()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start(WorkflowDriver.UpdateJob("u1", "Add", "x"));
        Assert.Equal(["x u1/Add", "main"], CompletionAssert.Completes<string[]>(driver.Signal("Stop")));
    }

    [Fact]
    public void Update_ValidatorThrows_IsRejectedAndNothingElse()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        var rejected = Assert.IsType<WorkflowCommand.UpdateOutcome.Rejected>(Assert.Single(CompletionAssert.Outcomes(driver.Update("Add", string.Empty))));
        Assert.Equal("nothing to add", rejected.Failure.Message);
        Assert.Equal(["main"], CompletionAssert.Completes<string[]>(driver.Signal("Stop")));
    }

    [Fact]
    public void Update_WasAcceptedBefore_SkipsTheValidator()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        driver.IsReplaying = true;
        var outcomes = CompletionAssert.Outcomes(driver.Send(WorkflowDriver.UpdateJob("u1", "Add", string.Empty) with { RunValidator = false }));
        Assert.IsType<WorkflowCommand.UpdateOutcome.Accepted>(outcomes[0]);
        Assert.IsType<WorkflowCommand.UpdateOutcome.Completed>(outcomes[1]);
    }

    [Fact]
    public void Update_ValidatorSchedules_FailsTheTask()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        Assert.Contains("validator may only read", CompletionAssert.TaskFails(driver.Update("Add", "schedule")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_Unknown_IsRejectedWithTheKnownNames()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        var rejected = Assert.IsType<WorkflowCommand.UpdateOutcome.Rejected>(Assert.Single(CompletionAssert.Outcomes(driver.Update("Nope"))));
        Assert.Contains("[Add Fail Slow]", rejected.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Add", 5)]
    public void Update_ArgumentsUnfit_IsRejected(string name, params object?[] args)
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        Assert.IsType<WorkflowCommand.UpdateOutcome.Rejected>(Assert.Single(CompletionAssert.Outcomes(driver.Update(name, args))));
    }

    [Fact]
    public void Update_Waits_IsAcceptedNowAndCompletedLater()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        Assert.Collection(
            CompletionAssert.Commands(driver.Update("Slow")),
            c => Assert.IsType<WorkflowCommand.UpdateOutcome.Accepted>(Assert.IsType<WorkflowCommand.UpdateResponse>(c).Outcome),
            c => Assert.IsType<WorkflowCommand.StartTimer>(c));
        Assert.IsType<WorkflowCommand.UpdateOutcome.Completed>(Assert.Single(CompletionAssert.Outcomes(driver.Timer(1))));
    }

    [Theory]
    [InlineData("application", "bad update")]
    [InlineData("cancel", "gone")]
    public void Update_HandlerFailsAsMeant_FailsTheUpdateAlone(string how, string message)
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        var outcomes = CompletionAssert.Outcomes(driver.Update("Fail", how));
        Assert.IsType<WorkflowCommand.UpdateOutcome.Accepted>(outcomes[0]);
        Assert.Equal(message, Assert.IsType<WorkflowCommand.UpdateOutcome.Failed>(outcomes[1]).Failure.Message);
        Assert.Equal(["main"], CompletionAssert.Completes<string[]>(driver.Signal("Stop")));
    }

    [Fact]
    public void Update_HandlerHasABug_FailsTheTask()
    {
        var driver = WorkflowDriver.Create<UpdatableWorkflow>();
        driver.Start();
        Assert.Equal("bug", CompletionAssert.TaskFails(driver.Update("Fail", "bug")).Message);
    }

    [Fact]
    public void Update_DynamicAndLateHandlers_AreUsed()
    {
        var driver = WorkflowDriver.Create<DynamicUpdateWorkflow>();
        driver.Start();
        var any = CompletionAssert.Outcomes(driver.Update("what", 1, 2));
        Assert.Equal("what 2", WorkflowDriver.Value<string>(Assert.IsType<WorkflowCommand.UpdateOutcome.Completed>(any[1]).Result));
        var late = CompletionAssert.Outcomes(driver.Update("late", 4));
        Assert.Equal(5, WorkflowDriver.Value<int>(Assert.IsType<WorkflowCommand.UpdateOutcome.Completed>(late[1]).Result));
        Assert.IsType<WorkflowCommand.UpdateOutcome.Rejected>(Assert.Single(CompletionAssert.Outcomes(driver.Update("late", -4))));
    }
}
