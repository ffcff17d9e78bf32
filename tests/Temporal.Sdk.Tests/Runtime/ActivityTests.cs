using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class ActivityTests
{
    private static readonly ActivityOptions Short = new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) };

    public static class StaticActivities
    {
        [Activity]
        public static string Greet(string name) => throw new NotSupportedException($"not run here: {name}");

        [Activity("named")]
        public static Task NamedAsync(int number) => throw new NotSupportedException($"not run here: {number}");
    }

    public interface IActivities
    {
        [Activity]
        Task<int> CountAsync(string what);
    }

    [Workflow]
    public class AllOptionsWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(() => StaticActivities.Greet("Ada"), new ActivityOptions
        {
            ActivityId = "a-1",
            TaskQueue = "other",
            ScheduleToCloseTimeout = TimeSpan.FromSeconds(40),
            ScheduleToStartTimeout = TimeSpan.FromSeconds(30),
            StartToCloseTimeout = TimeSpan.FromSeconds(20),
            HeartbeatTimeout = TimeSpan.FromSeconds(10),
            RetryPolicy = new RetryPolicy { MaximumAttempts = 3 },
            CancellationType = ActivityCancellationType.Abandon,
            Summary = "greets",
            Priority = new Priority(2),
        });
    }

    [Workflow]
    public class ExpressionsWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var number = 7;
            await Workflow.ExecuteActivityAsync(() => StaticActivities.NamedAsync(number), Short);
            return await Workflow.ExecuteActivityAsync((IActivities act) => act.CountAsync("sheep"), Short);
        }
    }

    [Workflow]
    public class ByNameWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(bool hasTimeout)
        {
            var options = hasTimeout ? Short : new ActivityOptions();
            try
            {
                return await Workflow.ExecuteActivityAsync<string>("some", [1, null], options);
            }
            catch (ActivityFailureException e)
            {
                return $"{e.ActivityType}/{e.ActivityId}/{e.InnerException?.GetType().Name}/{e.InnerException?.Message}";
            }
        }
    }

    [Workflow]
    public class PlainWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync("some", [], Short);
    }

    [Workflow]
    public class CancelledScopeWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            using var source = new CancellationTokenSource();
            source.Cancel();
            try
            {
                await Workflow.ExecuteActivityAsync("some", [], new ActivityOptions
                {
                    StartToCloseTimeout = TimeSpan.FromSeconds(1),
                    CancellationToken = source.Token,
                });
                return "ran";
            }
            catch (CanceledFailureException)
            {
                return "cancelled";
            }
        }
    }

    [Fact]
    public void ExecuteActivity_AllOptions_AreInTheCommand()
    {
        var command = CompletionAssert.Only<WorkflowCommand.ScheduleActivity>(WorkflowDriver.Create<AllOptionsWorkflow>().Start());
        Assert.Equal("a-1", command.ActivityId);
        Assert.Equal("Greet", command.ActivityType);
        Assert.Equal("other", command.TaskQueue);
        Assert.Equal("Ada", WorkflowDriver.Value<string>(Assert.Single(command.Arguments)));
        Assert.Equal(TimeSpan.FromSeconds(40), command.ScheduleToCloseTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), command.ScheduleToStartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(20), command.StartToCloseTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), command.HeartbeatTimeout);
        Assert.Equal(3, command.RetryPolicy?.MaximumAttempts);
        Assert.Equal(ActivityCancellationType.Abandon, command.CancellationType);
        Assert.Equal("greets", WorkflowDriver.Value<string>(command.Summary));
        Assert.Equal(2, command.Priority?.PriorityKey);
    }

    [Fact]
    public void ExecuteActivity_ByExpression_TakesNameAndArguments()
    {
        var driver = WorkflowDriver.Create<ExpressionsWorkflow>();
        var named = CompletionAssert.Only<WorkflowCommand.ScheduleActivity>(driver.Start());
        Assert.Equal("named", named.ActivityType);
        Assert.Equal(7, WorkflowDriver.Value<int>(Assert.Single(named.Arguments)));
        Assert.Equal("queue-1", named.TaskQueue);
        Assert.Equal("1", named.ActivityId);
        var count = CompletionAssert.Only<WorkflowCommand.ScheduleActivity>(driver.Activity(named.Seq));
        Assert.Equal("Count", count.ActivityType);
        Assert.Equal("2", count.ActivityId);
        Assert.Equal(12, CompletionAssert.Completes<int>(driver.Activity(count.Seq, 12)));
    }

    [Fact]
    public void ExecuteActivity_WithoutTimeLimit_FailsTheTask()
    {
        var failure = CompletionAssert.TaskFails(WorkflowDriver.Create<ByNameWorkflow>(false).Start());
        Assert.Contains("StartToCloseTimeout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteActivity_Failed_ThrowsActivityFailureWithCause()
    {
        var driver = WorkflowDriver.Create<ByNameWorkflow>(true);
        driver.Start();
        var completion = driver.Send(new WorkflowActivationJob.ResolveActivity(
            1, new WorkflowActivationJob.ActivityResolution.Failed(ActivityFailure(new Failure
            {
                Message = "boom",
                ApplicationFailureInfo = new ApplicationFailureInfo { Type = "Bang" },
            }))));
        Assert.Equal("some/1/ApplicationFailureException/boom", CompletionAssert.Completes<string>(completion));
    }

    [Fact]
    public void ExecuteActivity_Cancelled_ThrowsActivityFailureWithCancellation()
    {
        var driver = WorkflowDriver.Create<ByNameWorkflow>(true);
        driver.Start();
        var requested = CompletionAssert.Only<WorkflowCommand.RequestCancelActivity>(driver.Cancel());
        Assert.Equal(1u, requested.Seq);
        var completion = driver.Send(new WorkflowActivationJob.ResolveActivity(
            1, new WorkflowActivationJob.ActivityResolution.Cancelled(ActivityFailure(new Failure { CanceledFailureInfo = new CanceledFailureInfo() }))));
        Assert.StartsWith("some/1/CanceledFailureException", CompletionAssert.Completes<string>(completion), StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteActivity_WorkflowCancelledAndCancellationUncaught_CancelsTheWorkflow()
    {
        var driver = WorkflowDriver.Create<PlainWorkflow>();
        driver.Start();
        driver.Cancel();
        var completion = driver.Send(new WorkflowActivationJob.ResolveActivity(
            1, new WorkflowActivationJob.ActivityResolution.Cancelled(ActivityFailure(new Failure { CanceledFailureInfo = new CanceledFailureInfo() }))));
        CompletionAssert.Only<WorkflowCommand.CancelWorkflow>(completion);
    }

    [Fact]
    public void ExecuteActivity_WithoutResult_IgnoresThePayload()
    {
        var driver = WorkflowDriver.Create<PlainWorkflow>();
        driver.Start();
        Assert.Null(CompletionAssert.Completes<object?>(driver.Activity(1, new[] { "unexpected" })));
    }

    [Fact]
    public void ExecuteActivity_TokenCancelledBefore_SchedulesNothing()
    {
        var completion = WorkflowDriver.Create<CancelledScopeWorkflow>().Start();
        Assert.Single(CompletionAssert.Commands(completion));
        Assert.Equal("cancelled", CompletionAssert.Completes<string>(completion));
    }

    private static Failure ActivityFailure(Failure cause) => new()
    {
        Message = "Activity task failed",
        Cause = cause,
        ActivityFailureInfo = new ActivityFailureInfo
        {
            ActivityId = "1",
            ActivityType = new() { Name = "some" },
            RetryState = RetryState.MaximumAttemptsReached,
        },
    };
}
