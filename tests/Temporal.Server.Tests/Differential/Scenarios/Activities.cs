using Temporalio.Api.Common.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Activities that end: well, badly, again, too late.</summary>
internal static class Activities
{
    private static RetryPolicy Twice => new() { MaximumAttempts = 2, InitialInterval = Make.Seconds(0.1) };

    private static RetryPolicy Once => new() { MaximumAttempts = 1 };

    public static async Task Completes(World w)
    {
        await w.RunAsync(Make.Activity("a"));
        await w.DescribeAsync();
        var task = await w.ActivityAsync();
        await w.DescribeAsync();
        await w.CompleteActivityAsync(task);
        await w.CompleteActivityAsync(task);
        await w.NextAsync(Make.Complete());
        await w.CompleteActivityAsync(task);
    }

    public static async Task CompletesById(World w)
    {
        await w.RunAsync(Make.Activity("a"));
        await w.ActivityAsync();
        await w.CompleteByIdAsync("a");
        await w.CompleteByIdAsync("a");
        await w.NextAsync(Make.Complete());
    }

    public static async Task CompletesByIdBeforeItStarts(World w)
    {
        await w.RunAsync(Make.Activity("a"));
        await w.CompleteByIdAsync("a");
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsByIdBeforeItStarts(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = Once));
        await w.FailByIdAsync("a");
        await w.DescribeAsync();
    }

    public static async Task FailsById(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = Once));
        await w.ActivityAsync();
        await w.HeartbeatByIdAsync("a");
        await w.FailByIdAsync("a");
        await w.NextAsync(Make.Complete());
    }

    public static async Task ByIdIsUnknown(World w)
    {
        await w.CompleteByIdAsync("a");
        await w.StartAsync();
        await w.CompleteByIdAsync("a");
        await w.FailByIdAsync("a");
        await w.CancelByIdAsync("a");
        await w.HeartbeatByIdAsync("a");
        await w.CompleteByIdAsync("");
        await w.TerminateAsync();
        await w.CompleteByIdAsync("a");
    }

    public static async Task Fails(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = Once));
        await w.FailActivityAsync(await w.ActivityAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsAndIsNotRetryable(World w)
    {
        await w.RunAsync(Make.Activity("a"));
        await w.FailActivityAsync(await w.ActivityAsync(), Make.Failure("no", "Other", nonRetryable: true));
        await w.NextAsync(Make.Activity("b", command => command.RetryPolicy = new RetryPolicy { NonRetryableErrorTypes = { "Type" } }));
        await w.FailActivityAsync(await w.ActivityAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsRetried(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 3 }));
        await w.FailActivityAsync(await w.ActivityAsync());
        await w.DescribeAsync();
        var second = await w.ActivityAsync();
        await w.DescribeAsync();
        await w.FailActivityAsync(second);
        await w.CompleteActivityAsync(await w.ActivityAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsRetriedUntilItsAttemptsEnd(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 2 }));
        await w.FailActivityAsync(await w.ActivityAsync());
        await w.FailActivityAsync(await w.ActivityAsync(), Make.Failure("last"));
        await w.NextAsync(Make.Complete());
    }

    public static async Task HasNoTimeForARetry(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.ScheduleToCloseTimeout = Make.Seconds(5);
            command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(30) };
        }));
        await w.FailActivityAsync(await w.ActivityAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsRetriedAsTheFailureSays(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(40) }));
        var failure = Make.Failure("soon");
        failure.ApplicationFailureInfo.NextRetryDelay = Make.Seconds(2);
        await w.FailActivityAsync(await w.ActivityAsync(), failure);
        await w.DescribeAsync();
        await w.CompleteActivityAsync(await w.ActivityAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsWithOtherFailures(World w)
    {
        await w.RunAsync(Make.Activity("a"));
        var task = await w.ActivityAsync();
        await w.FailActivityAsync(task, new Temporalio.Api.Failure.V1.Failure { Message = "cancelled", CanceledFailureInfo = new() });
        await w.FailActivityAsync(task, new Temporalio.Api.Failure.V1.Failure { Message = "terminated", TerminatedFailureInfo = new() });
        await w.FailActivityAsync(task, new Temporalio.Api.Failure.V1.Failure { Message = "server", ServerFailureInfo = new() { NonRetryable = true } });
        await w.FailActivityAsync(task, new Temporalio.Api.Failure.V1.Failure { Message = "nothing" });
        await w.CompleteActivityAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsWithHeartbeatDetails(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1) }));
        var task = await w.ActivityAsync();
        await w.CallAsync<Temporalio.Api.WorkflowService.V1.RespondActivityTaskFailedResponse>(new Temporalio.Api.WorkflowService.V1.RespondActivityTaskFailedRequest
        {
            TaskToken = task.TaskToken, Failure = Make.Failure("no"), LastHeartbeatDetails = Make.Payloads("progress"), Identity = "worker",
        });
        await w.DescribeAsync();
        await w.CompleteActivityAsync(await w.ActivityAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsNotStartedInTime(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.ScheduleToStartTimeout = Make.Seconds(2)));
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsNotClosedInTime(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.ScheduleToCloseTimeout = Make.Seconds(4)));
        await w.ActivityAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsNotClosedInTimeUnstarted(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.ScheduleToCloseTimeout = Make.Seconds(4);
            command.StartToCloseTimeout = null;
        }));
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsNotClosedInTimeAfterAFailure(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.ScheduleToCloseTimeout = Make.Seconds(3);
            command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), BackoffCoefficient = 1 };
        }));
        await w.FailActivityAsync(await w.ActivityAsync());
        await w.ActivityAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsNotFinishedInTime(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.StartToCloseTimeout = Make.Seconds(2);
            command.RetryPolicy = Once;
        }));
        var task = await w.ActivityAsync();
        await w.NextAsync();
        await w.CompleteActivityAsync(task);
    }

    public static async Task IsNotFinishedInTimeAndRetried(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.StartToCloseTimeout = Make.Seconds(2);
            command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 2 };
        }));
        var first = await w.ActivityAsync();
        var second = await w.ActivityAsync();
        await w.CompleteActivityAsync(first);
        await w.DescribeAsync();
        await w.CompleteActivityAsync(second);
        await w.NextAsync(Make.Complete());
    }

    public static async Task TimeoutTypeIsNotRetryable(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.StartToCloseTimeout = Make.Seconds(2);
            command.RetryPolicy = new RetryPolicy { NonRetryableErrorTypes = { "TemporalTimeout:StartToClose" } };
        }));
        await w.ActivityAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task HeartbeatsStop(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.HeartbeatTimeout = Make.Seconds(2);
            command.RetryPolicy = Once;
        }));
        await w.HeartbeatAsync(await w.ActivityAsync());
        await w.DescribeAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task HeartbeatsStopAndTheNextAttemptHasTheDetails(World w)
    {
        await w.RunAsync(Make.Activity("a", command =>
        {
            command.HeartbeatTimeout = Make.Seconds(2);
            command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 2 };
        }));
        var first = await w.ActivityAsync();
        await w.HeartbeatAsync(first);
        var second = await w.ActivityAsync();
        await w.HeartbeatAsync(first);
        await w.DescribeAsync();
        await w.FailActivityAsync(second);
        await w.NextAsync(Make.Complete());
    }

    public static async Task TimeoutsAreFilledIn(World w)
    {
        await w.StartAsync(with: request => request.WorkflowRunTimeout = Make.Seconds(100));
        await w.NextAsync(
            Make.Activity("start-to-close", command => command.HeartbeatTimeout = Make.Seconds(90)),
            Make.Activity("schedule-to-close", command =>
            {
                command.StartToCloseTimeout = null;
                command.ScheduleToCloseTimeout = Make.Seconds(40);
            }),
            Make.Activity("both", command => command.ScheduleToCloseTimeout = Make.Seconds(30)),
            Make.Activity("long", command =>
            {
                command.ScheduleToCloseTimeout = Make.Seconds(500);
                command.ScheduleToStartTimeout = Make.Seconds(400);
            }),
            Make.Activity("everything", command =>
            {
                command.Header = new Header { Fields = { ["header"] = Make.Payload("header") } };
                command.TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = w.Id("elsewhere") };
                command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(3), MaximumAttempts = 4 };
                command.Priority = new Priority { PriorityKey = 1 };
                command.RequestEagerExecution = true;
            }));
        await w.ActivityAsync(w.Id("elsewhere"));
    }

    public static async Task ClosesWhileATaskIsUnderWay(World w)
    {
        await w.RunAsync(Make.Activity("a"), Make.Activity("b", command =>
        {
            command.RetryPolicy = Once;
            command.TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = w.Id("other") };
        }));
        await w.SignalAsync();
        var task = await w.TaskAsync();
        var first = await w.ActivityAsync();
        var second = await w.ActivityAsync(w.Id("other"));
        await w.CompleteActivityAsync(first);
        await w.SignalAsync(signal: "late");
        await w.FailActivityAsync(second);
        await w.DescribeAsync();
        await w.CompleteAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task ResultIsTooLarge(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = Once));
        await w.CompleteActivityAsync(await w.ActivityAsync(), new string('x', (2 * 1024 * 1024) + 1));
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailureIsTooLarge(World w)
    {
        var large = new string('x', (2 * 1024 * 1024) + 1);
        await w.RunAsync(Make.Activity("message"));
        await w.FailActivityAsync(await w.ActivityAsync(), Make.Failure(large));
        await w.NextAsync(Make.Activity("details"));
        var details = Make.Failure("with details");
        (details.ApplicationFailureInfo.Details, details.StackTrace) = (Make.Payloads(large), "at here");
        details.Cause = Make.Failure("small");
        details.Cause.ApplicationFailureInfo.Details = Make.Payloads("small");
        await w.FailActivityAsync(await w.ActivityAsync(), details);
        await w.NextAsync(Make.Activity("cause"));
        var cause = Make.Failure("outer");
        cause.Cause = Make.Failure("inner", nonRetryable: true);
        cause.Cause.Cause = Make.Failure(large);
        await w.FailActivityAsync(await w.ActivityAsync(), cause);
        await w.NextAsync(Make.Activity("trace"));
        var trace = Make.Failure("with a trace");
        trace.StackTrace = large;
        await w.FailActivityAsync(await w.ActivityAsync(), trace);
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailureOfAnAttemptIsLarge(World w)
    {
        await w.RunAsync(Make.Activity("message", command => command.RetryPolicy = Twice));
        await w.FailActivityAsync(await w.ActivityAsync(), Make.Failure(new string('x', 10_000)));
        await w.DescribeAsync();
        await w.FailActivityAsync(await w.ActivityAsync(), Make.Failure(new string('y', 10_000)));
        await w.NextAsync(Make.Activity("details", command => command.RetryPolicy = Twice));
        var details = Make.Failure("with details");
        (details.ApplicationFailureInfo.Details, details.StackTrace) = (Make.Payloads(new string('z', 10_000)), "at here");
        details.Cause = Make.Failure("the cause");
        details.Cause.ApplicationFailureInfo.Details = Make.Payloads("small");
        var innermost = details.Cause;
        for (var i = 0; i < 30; i++)
        {
            innermost.Cause = Make.Failure($"cause {i}");
            innermost = innermost.Cause;
        }

        innermost.StackTrace = new string('s', 5000);
        await w.FailActivityAsync(await w.ActivityAsync(), details);
        await w.DescribeAsync();
        await w.CompleteActivityAsync(await w.ActivityAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task TokenIsRubbish(World w)
    {
        var task = new Temporalio.Api.WorkflowService.V1.PollActivityTaskQueueResponse { TaskToken = Google.Protobuf.ByteString.CopyFromUtf8("rubbish") };
        await w.CompleteActivityAsync(task);
        await w.CompleteActivityAsync(new Temporalio.Api.WorkflowService.V1.PollActivityTaskQueueResponse());
    }
}
