using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>The ways in which a run ends.</summary>
internal static class Closing
{
    public static Task Completes(World w) => w.RunAsync(Make.Complete());

    public static Task CompletesWithoutResult(World w) => w.RunAsync(Make.Complete(null));

    public static Task Fails(World w) => w.RunAsync(Make.Fail());

    public static Task CancelsItself(World w) => w.RunAsync(Make.Cancel());

    public static async Task IsCancelled(World w)
    {
        await w.StartAsync();
        await w.CompleteAsync(await w.TaskAsync());
        await w.CancelAsync();
        await w.CancelAsync();
        await w.NextAsync(Make.Cancel());
        await w.CancelAsync();
    }

    public static async Task IsCancelledBeforeTheFirstTask(World w)
    {
        await w.StartAsync();
        await w.CancelAsync(requestId: "cancel-1");
        await w.CancelAsync(requestId: "cancel-1");
        await w.NextAsync(Make.Cancel());
    }

    public static async Task IsCancelledDuringATask(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.CancelAsync();
        await w.DescribeAsync();
        await w.CompleteAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsTerminated(World w)
    {
        await w.StartAsync();
        await w.TerminateAsync();
        await w.TerminateAsync();
        await w.SignalAsync();
    }

    public static async Task IsTerminatedDuringATask(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.TerminateAsync();
        await w.CompleteAsync(task, Make.Complete());
    }

    public static async Task IsTerminatedDuringATransientTask(World w)
    {
        await w.StartAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        await w.TaskAsync();
        await w.TerminateAsync();
    }

    public static async Task RunTimesOut(World w)
    {
        await w.StartAsync(with: request => request.WorkflowRunTimeout = Make.Seconds(2));
        await w.ClosedAsync();
    }

    public static async Task RunTimesOutDuringATask(World w)
    {
        await w.StartAsync(with: request => request.WorkflowRunTimeout = Make.Seconds(2));
        await w.TaskAsync();
        await w.SignalAsync();
        await w.ClosedAsync();
    }

    public static async Task RunTimesOutAndIsRetried(World w)
    {
        var run = await w.StartAsync(with: request =>
        {
            request.WorkflowRunTimeout = Make.Seconds(2);
            request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 2 };
        });
        await w.ClosedAsync(runId: run);
        await w.NextAsync(Make.Complete());
    }

    public static async Task ExecutionTimesOut(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.WorkflowExecutionTimeout = Make.Seconds(2);
            request.RetryPolicy = new RetryPolicy { MaximumAttempts = 5 };
        });
        await w.ClosedAsync();
    }

    public static async Task RetriesAndFails(World w)
    {
        await w.StartAsync(with: request => request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 2 });
        await w.NextAsync(Make.Fail());
        await w.NextAsync(Make.Fail(Make.Failure("again")));
    }

    public static async Task RetriesAndCompletes(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(2), BackoffCoefficient = 3, MaximumInterval = Make.Seconds(30) };
            request.Input = Make.Payloads("input");
            request.Memo = new Memo { Fields = { ["memo"] = Make.Payload("memo") } };
        });
        await w.NextAsync(Make.Fail());
        await w.DescribeAsync();
        await w.SignalAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task DoesNotRetryWhatIsNotRetryable(World w)
    {
        await w.StartAsync(with: request => request.RetryPolicy = new RetryPolicy { NonRetryableErrorTypes = { "Fatal" } });
        await w.NextAsync(Make.Fail(Make.Failure("no", "Fatal")));
        await w.StartAsync("other", request => request.RetryPolicy = new RetryPolicy());
        await w.NextAsync(Make.Fail(Make.Failure("no", nonRetryable: true)));
    }

    public static async Task DoesNotRetryBeyondTheExecutionTimeout(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(30) };
            request.WorkflowExecutionTimeout = Make.Seconds(20);
        });
        await w.NextAsync(Make.Fail());
    }

    public static async Task RetriesAsTheFailureSays(World w)
    {
        await w.StartAsync(with: request => request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(30) });
        var failure = Make.Failure("soon");
        failure.ApplicationFailureInfo.NextRetryDelay = Make.Seconds(2);
        await w.NextAsync(Make.Fail(failure));
        await w.NextAsync(Make.Complete());
    }

    public static async Task ContinuesAsNew(World w)
    {
        await w.StartAsync(with: request => request.Memo = new Memo { Fields = { ["memo"] = Make.Payload("memo") } });
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await w.NextAsync(Make.Complete());
    }

    public static async Task ContinuesAsNewWithEverything(World w)
    {
        await w.StartAsync(with: request => request.WorkflowExecutionTimeout = Make.Seconds(100));
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew(command =>
        {
            command.WorkflowType = new WorkflowType { Name = "other" };
            command.TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = w.Id("elsewhere") };
            command.WorkflowRunTimeout = Make.Seconds(50);
            command.WorkflowTaskTimeout = Make.Seconds(5);
            command.BackoffStartInterval = Make.Seconds(2);
            command.RetryPolicy = new RetryPolicy { MaximumAttempts = 3 };
            command.Initiator = ContinueAsNewInitiator.Workflow;
            command.Memo = new Memo { Fields = { ["other"] = Make.Payload("memo") } };
            command.SearchAttributes = new SearchAttributes { IndexedFields = { ["TestKeyword"] = Make.Payload("word") } };
            command.Header = new Header { Fields = { ["header"] = Make.Payload("header") } };
        }));
        await w.SignalAsync();
        await w.CompleteAsync(await w.TaskAsync(new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = w.Id("elsewhere") }), Make.Complete());
    }

    public static async Task ContinuesAsNewKeepingTimeouts(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.WorkflowRunTimeout = Make.Seconds(30);
            request.WorkflowExecutionTimeout = Make.Seconds(100);
            request.WorkflowTaskTimeout = Make.Seconds(7);
            request.RetryPolicy = new RetryPolicy { MaximumAttempts = 3 };
            request.SearchAttributes = new SearchAttributes { IndexedFields = { ["TestKeyword"] = Make.Payload("word") } };
        });
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await w.NextAsync(Make.Complete());
    }

    public static async Task ContinuesAsNewUnsetCommand(World w)
    {
        await w.StartAsync();
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew(command => command.WorkflowType = null));
        await w.NextAsync(Make.Complete());
    }

    public static async Task ClosesWithOpenWork(World w)
    {
        await w.RunAsync(Make.Activity("a"), Make.Timer("t", 50), Make.Complete());
        await w.DescribeAsync();
    }
}
