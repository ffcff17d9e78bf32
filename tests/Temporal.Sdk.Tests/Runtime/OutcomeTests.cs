using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class OutcomeTests
{
    [Workflow]
    public class ThrowWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync(string what)
        {
            if (what == "wait")
            {
                await Workflow.WaitConditionAsync(() => false);
            }

            throw what switch
            {
                "application" => new ApplicationFailureException("meant", "Kind", nonRetryable: true),
                "cancel" => new OperationCanceledException("own"),
                "argument" => new ArgumentException("odd"),
                _ => new InvalidOperationException("bug"),
            };
        }
    }

    [Workflow(FailureExceptionTypes = [typeof(ArgumentException)])]
    public class FailingTypesWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new ArgumentNullException("x");
    }

    [Workflow]
    public class SwallowCancelWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                await Workflow.DelayAsync(1000);
            }
            catch (OperationCanceledException)
            {
                await Workflow.ExecuteActivityAsync("clean-up", [], new ActivityOptions
                {
                    StartToCloseTimeout = TimeSpan.FromSeconds(1),
                    CancellationToken = CancellationToken.None,
                });
            }

            return "cleaned";
        }
    }

    [Workflow]
    public class ContinueWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(int left) => throw Workflow.CreateContinueAsNewException((ContinueWorkflow wf) => wf.RunAsync(left - 1), left > 1 ? null : new ContinueAsNewOptions
        {
            TaskQueue = "other",
            RunTimeout = TimeSpan.FromSeconds(9),
            TaskTimeout = TimeSpan.FromSeconds(8),
            BackoffStartInterval = TimeSpan.FromSeconds(7),
            Memo = new Dictionary<string, object> { ["m"] = 1 },
            RetryPolicy = new RetryPolicy { MaximumAttempts = 5 },
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(SearchAttributeKey.CreateLong("L"), 3).ToSearchAttributeCollection(),
        });
    }

    [Workflow]
    public class InitWorkflow
    {
        private readonly string greeting;

        [WorkflowInit]
        public InitWorkflow(string name, int times = 2) => greeting = string.Concat(Enumerable.Repeat(name, times));

        [WorkflowRun]
        public Task<string> RunAsync(string name, int times = 2) => Task.FromResult($"{greeting} {name} {times}");

        [WorkflowQuery]
        public string Greeting() => greeting;
    }

    [Workflow(Dynamic = true)]
    public class DynamicWorkflow
    {
        [WorkflowDynamicOptions]
        public WorkflowDefinitionOptions Options() => new() { FailureExceptionTypes = [typeof(NotSupportedException)] };

        [WorkflowRun]
        public Task<string> RunAsync(IRawValue[] args) => args.Length == 0
            ? throw new NotSupportedException("nothing")
            : Task.FromResult($"{Workflow.Info.WorkflowType} {Workflow.PayloadConverter.ToValue<int>(args[0])}");
    }

    [Workflow]
    public class BadConstructorWorkflow
    {
        public BadConstructorWorkflow() => throw new InvalidOperationException("not today");

        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Fact]
    public void Run_ThrowsApplicationFailure_FailsTheWorkflow()
    {
        var failure = CompletionAssert.Fails(WorkflowDriver.Create<ThrowWorkflow>("application").Start());
        Assert.Equal("meant", failure.Message);
        Assert.Equal("Kind", failure.ApplicationFailureInfo.Type);
        Assert.True(failure.ApplicationFailureInfo.NonRetryable);
    }

    [Fact]
    public void Run_ThrowsAnythingElse_FailsTheTask()
    {
        var completion = WorkflowDriver.Create<ThrowWorkflow>("bug").Start();
        var failure = CompletionAssert.TaskFails(completion);
        Assert.Equal("bug", failure.Message);
        Assert.Equal("InvalidOperationException", failure.ApplicationFailureInfo.Type);
        Assert.Contains(nameof(ThrowWorkflow), failure.StackTrace, StringComparison.Ordinal);
        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, completion.FailureCause);
    }

    [Fact]
    public void Run_ThrowsCancellationUnasked_FailsTheWorkflow() =>
        Assert.Equal("own", CompletionAssert.Fails(WorkflowDriver.Create<ThrowWorkflow>("cancel").Start()).Message);

    [Fact]
    public void Run_Cancelled_CancelsTheWorkflow()
    {
        var driver = WorkflowDriver.Create<ThrowWorkflow>("wait");
        driver.Start();
        CompletionAssert.Only<WorkflowCommand.CancelWorkflow>(driver.Cancel());
    }

    [Fact]
    public void Run_CancelledButCleansUp_Completes()
    {
        var driver = WorkflowDriver.Create<SwallowCancelWorkflow>();
        driver.Start();
        var cleanUp = CompletionAssert.One<WorkflowCommand.ScheduleActivity>(driver.Cancel());
        Assert.Equal("cleaned", CompletionAssert.Completes<string>(driver.Activity(cleanUp.Seq)));
    }

    [Fact]
    public void Run_ThrowsTypeOfTheWorker_FailsTheWorkflow()
    {
        var options = new WorkflowDriver.DriverOptions { FailureTypes = [typeof(ArgumentException)] };
        Assert.Equal("odd", CompletionAssert.Fails(WorkflowDriver.Create<ThrowWorkflow>(options, "argument").Start()).Message);
    }

    [Fact]
    public void Run_ThrowsTypeOfItsAttribute_FailsTheWorkflow() =>
        Assert.Equal("ArgumentNullException", CompletionAssert.Fails(WorkflowDriver.Create<FailingTypesWorkflow>().Start()).ApplicationFailureInfo.Type);

    [Fact]
    public void ContinueAsNew_WithoutOptions_LeavesTheRestToTheRun()
    {
        var command = CompletionAssert.Only<WorkflowCommand.ContinueAsNewWorkflow>(WorkflowDriver.Create<ContinueWorkflow>(5).Start());
        Assert.Equal("ContinueWorkflow", command.WorkflowType);
        Assert.Equal("queue-1", command.TaskQueue);
        Assert.Equal(4, WorkflowDriver.Value<int>(Assert.Single(command.Arguments)));
        Assert.Null(command.Memo);
        Assert.Null(command.RetryPolicy);
        Assert.Null(command.SearchAttributes);
    }

    [Fact]
    public void ContinueAsNew_WithOptions_SaysThem()
    {
        var command = CompletionAssert.Only<WorkflowCommand.ContinueAsNewWorkflow>(WorkflowDriver.Create<ContinueWorkflow>(1).Start());
        Assert.Equal("other", command.TaskQueue);
        Assert.Equal(TimeSpan.FromSeconds(9), command.RunTimeout);
        Assert.Equal(TimeSpan.FromSeconds(8), command.TaskTimeout);
        Assert.Equal(TimeSpan.FromSeconds(7), command.BackoffStartInterval);
        Assert.Equal(1, WorkflowDriver.Value<int>(command.Memo?.Fields["m"]));
        Assert.Equal(5, command.RetryPolicy?.MaximumAttempts);
        Assert.True(command.SearchAttributes?.IndexedFields.ContainsKey("L"));
    }

    [Fact]
    public void Run_WithInit_GetsTheArgumentsTwice() =>
        Assert.Equal("aa a 2", CompletionAssert.Completes<string>(WorkflowDriver.Create<InitWorkflow>("a").Start()));

    [Fact]
    public void Run_Dynamic_GetsRawValuesAndItsOptions()
    {
        Assert.Equal("SomeType 7", CompletionAssert.Completes<string>(WorkflowDriver.Create<DynamicWorkflow>(7).Start()));
        Assert.Equal("nothing", CompletionAssert.Fails(WorkflowDriver.Create<DynamicWorkflow>().Start()).Message);
    }

    [Fact]
    public void Run_ArgumentsUnreadable_FailsTheTask() =>
        Assert.Contains("argument 1", CompletionAssert.TaskFails(WorkflowDriver.Create<ThrowWorkflow>(new List<int>()).Start()).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_ArgumentsMissing_FailsTheTask() =>
        Assert.Contains("at least 1", CompletionAssert.TaskFails(WorkflowDriver.Create<ThrowWorkflow>().Start()).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_ConstructorThrows_FailsTheTask() =>
        Assert.Equal("not today", CompletionAssert.TaskFails(WorkflowDriver.Create<BadConstructorWorkflow>().Start()).Message);

    [Fact]
    public void Activate_RemoveFromCache_AnswersNothing()
    {
        var driver = WorkflowDriver.Create<ThrowWorkflow>("wait");
        driver.Start();
        CompletionAssert.Waits(driver.Send(new WorkflowActivationJob.RemoveFromCache("room")));
    }

    [Fact]
    public void Activate_FirstTask_SaysItsLoop() =>
        Assert.Equal([2u], WorkflowDriver.Create<ThrowWorkflow>("wait").Start().UsedFlags);
}
