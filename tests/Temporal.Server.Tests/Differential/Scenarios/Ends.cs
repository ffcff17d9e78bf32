using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Things that meet the end of a run, or a limit.</summary>
internal static class Ends
{
    public static async Task ContinuesAsNewWithASignalBefore(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.PassAsync(1.2);
        await w.CompleteAsync(task, Make.ContinueAsNew());
        await w.SignalAsync(signal: "after");
        await w.NextAsync(Make.ContinueAsNew());
        await w.SignalAsync(signal: "to the next run");
        await w.NextAsync(Make.Complete());
    }

    public static async Task RetriesWithARunTimeoutAndAnExecutionTimeout(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 3 };
            request.WorkflowRunTimeout = Make.Seconds(30);
            request.WorkflowExecutionTimeout = Make.Seconds(60);
        });
        await w.NextAsync(Make.Fail());
        await w.DescribeAsync();
        await w.NextAsync(Make.Cancel());
    }

    public static async Task IsCancelledDuringABackoff(World w)
    {
        await w.StartAsync(with: request => request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(2) });
        await w.NextAsync(Make.Fail());
        await w.CancelAsync();
        await w.DescribeAsync();
        await w.NextAsync(Make.Cancel());
    }

    public static async Task IsTerminatedDuringABackoff(World w)
    {
        await w.StartAsync(with: request => request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(30) });
        await w.NextAsync(Make.Fail());
        await w.TerminateAsync();
        await w.SignalAsync();
    }

    public static async Task CancelsAfterContinuingAsNew(World w)
    {
        await w.StartAsync();
        await w.CancelAsync();
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await w.DescribeAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailureHasCauses(World w)
    {
        var failure = Make.Failure("outer");
        failure.Cause = new Temporalio.Api.Failure.V1.Failure
        {
            Message = "inner",
            ActivityFailureInfo = new() { ScheduledEventId = 5, StartedEventId = 6, ActivityType = new ActivityType { Name = "act" }, RetryState = RetryState.Timeout },
            Cause = Make.Failure("root", nonRetryable: true),
        };
        failure.EncodedAttributes = Make.Payload("encoded");
        failure.StackTrace = "at there";
        await w.RunAsync(Make.Fail(failure));
    }

    public static async Task HistoryIsReadBackwards(World w)
    {
        await w.RunAsync(Make.Timer("t", 40), Make.Marker("m"), Make.Complete());
        await w.CallAsync<GetWorkflowExecutionHistoryReverseResponse>(new GetWorkflowExecutionHistoryReverseRequest { Execution = w.Of() });
    }

    public static async Task ResultsAreTooLarge(World w)
    {
        var large = new string('x', (2 * 1024 * 1024) + 1);
        await w.RunAsync(Make.Complete(large));
        await w.StartAsync("fails");
        await w.NextAsync(Make.Fail(Make.Failure(large)));
        await w.StartAsync("continues");
        await w.NextAsync(Make.ContinueAsNew(command => command.Input = Make.Payloads(large)));
        await w.StartAsync("signals");
        await w.NextAsync(Make.SignalExternal(w.Id("nobody"), command => command.Input = Make.Payloads(large)));
        await w.StartAsync("children");
        await w.NextAsync(Make.Child(w.Id("child"), w.Queue, command => command.Input = Make.Payloads(large)));
        await w.StartAsync("memo");
        await w.NextAsync(Make.Memo(("large", Make.Payload(large))));
    }

    public static async Task HeartbeatIsTooLarge(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = new RetryPolicy { MaximumAttempts = 1 }));
        var task = await w.ActivityAsync();
        await w.CallAsync<RecordActivityTaskHeartbeatResponse>(
            new RecordActivityTaskHeartbeatRequest { TaskToken = task.TaskToken, Details = Make.Payloads(new string('x', (2 * 1024 * 1024) + 1)), Identity = "worker" });
        await w.NextAsync(Make.Complete());
    }

    public static async Task ChildWaitsForItsBackoffWhenTheParentEnds(World w)
    {
        await w.RunAsync(Make.Child(w.Id("child"), w.Id("children"), command => command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(30) }));
        w.Transcript.Saw(w.Id("child"));
        await w.HasAsync(EventType.ChildWorkflowExecutionStarted);
        await w.CompleteAsync(await w.TaskAsync(new TaskQueue { Name = w.Id("children") }), Make.Fail());
        await w.NextAsync(Make.Complete());
        await w.ClosedAsync("child");
    }

    public static async Task IsDeleted(World w)
    {
        await w.RunAsync(Make.Complete());
        await w.CallAsync<DeleteWorkflowExecutionResponse>(new DeleteWorkflowExecutionRequest { WorkflowExecution = w.Of() });
        await Vibe.TestKit.Eventually.HoldsAsync(async () =>
            (await w.CallAsync<DescribeWorkflowExecutionResponse>(new DescribeWorkflowExecutionRequest { Execution = w.Of() }, isSilent: true, isRefusalSilent: true)).WorkflowExecutionInfo is null);
        await w.DescribeAsync();
        await w.SignalAsync();
    }

    public static async Task ActivityResultMeetsATransientTask(World w)
    {
        await w.RunAsync(Make.Activity("a"));
        var activity = await w.ActivityAsync();
        await w.SignalAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        var task = await w.TaskAsync();
        await w.CompleteActivityAsync(activity);
        await w.CompleteAsync(task, Make.Marker("m"));
        await w.NextAsync(Make.Complete());
    }

    public static async Task TimerFiresBetweenTransientTasks(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.SignalAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        await w.PassAsync(2);
        await w.NextAsync(Make.Complete());
    }

    public static async Task UpdateMeetsATransientTask(World w)
    {
        await w.StartAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        var call = w.BeginUpdate();
        await w.KnowsUpdateAsync("u");
        var task = await w.TaskAsync();
        await w.AnswerAsync(task, [UpdateCalls.Accept(task), UpdateCalls.Respond()]);
        await w.EndUpdateAsync(call);
    }

    public static async Task CancelMeetsASpeculativeTask(World w)
    {
        await w.RunAsync();
        var call = w.BeginUpdate();
        var task = await w.TaskAsync();
        await w.CancelAsync();
        await w.AnswerAsync(task, [UpdateCalls.Reject(task)]);
        await w.EndUpdateAsync(call);
        await w.NextAsync(Make.Cancel());
    }

    public static async Task ActivityResultMeetsASpeculativeTask(World w)
    {
        await w.RunAsync(Make.Activity("a"));
        var activity = await w.ActivityAsync();
        var call = w.BeginUpdate();
        var task = await w.TaskAsync();
        await w.CompleteActivityAsync(activity);
        await w.AnswerAsync(task, [UpdateCalls.Accept(task), UpdateCalls.Respond()]);
        await w.EndUpdateAsync(call);
        await w.NextAsync(Make.Complete());
    }
}
