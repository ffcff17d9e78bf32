#pragma warning disable CS0612 // obsolete members are what older workers and clients still send
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Signals, and starts with signals.</summary>
internal static class Signals
{
    public static async Task BeforeTheFirstTask(World w)
    {
        await w.StartAsync();
        await w.SignalAsync();
        await w.SignalAsync(signal: "second");
        await w.NextAsync(Make.Complete());
    }

    public static async Task ToAnIdleWorkflow(World w)
    {
        await w.RunAsync();
        await w.SignalAsync();
        await w.DescribeAsync();
        await w.SignalAsync(signal: "second");
        await w.NextAsync(Make.Complete());
    }

    public static async Task DuringATask(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.SignalAsync(signal: "second");
        await w.DescribeAsync();
        await w.CompleteAsync(task, Make.Timer("t", 40));
        await w.NextAsync(Make.Complete());
    }

    public static async Task DuringTheLastTask(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.CompleteAsync(task, Make.Complete());
        await w.NextAsync(Make.Complete());
    }

    public static async Task DuringTheLastTaskTwice(World w)
    {
        await w.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            var task = await w.TaskAsync();
            await w.SignalAsync();
            await w.CompleteAsync(task, Make.Complete());
        }

        await w.NextAsync(Make.Complete());
    }

    public static async Task DuringATaskThatContinuesAsNew(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.PassAsync(1.2);
        await w.CompleteAsync(task, Make.ContinueAsNew());
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await w.NextAsync(Make.Complete());
    }

    public static async Task DuringATaskThatFails(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.FailTaskAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task DuringATransientTask(World w)
    {
        await w.StartAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.CompleteAsync(task, Make.Timer("t", 40));
        await w.NextAsync(Make.Complete());
    }

    public static async Task BetweenTransientTasks(World w)
    {
        await w.StartAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        await w.SignalAsync();
        var task = await w.TaskAsync();
        await w.CompleteAsync(task, Make.Complete());
    }

    public static async Task SameRequest(World w)
    {
        await w.RunAsync();
        await w.SignalAsync(requestId: "one");
        await w.SignalAsync(requestId: "one");
        await w.SignalAsync(requestId: "two");
        await w.NextAsync(Make.Complete());
        await w.SignalAsync(requestId: "one");
    }

    public static async Task SameRequestDuringATask(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync(requestId: "one");
        await w.SignalAsync(requestId: "one");
        await w.CompleteAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task Refused(World w)
    {
        await w.SignalAsync();
        await w.StartAsync();
        await w.SignalAsync(signal: "");
        await w.SignalAsync(signal: new string('x', 1001));
        await w.SignalAsync(requestId: new string('x', 1001));
        await w.SignalAsync(runId: "rubbish");
        await w.SignalAsync(runId: "00000000-0000-4000-8000-000000000000");
        await w.CallAsync<Temporalio.Api.WorkflowService.V1.SignalWorkflowExecutionResponse>(
            new Temporalio.Api.WorkflowService.V1.SignalWorkflowExecutionRequest { SignalName = "go", WorkflowExecution = new WorkflowExecution() });
        await w.CallAsync<Temporalio.Api.WorkflowService.V1.SignalWorkflowExecutionResponse>(
            new Temporalio.Api.WorkflowService.V1.SignalWorkflowExecutionRequest { SignalName = "go" });
        await w.CallAsync<Temporalio.Api.WorkflowService.V1.SignalWorkflowExecutionResponse>(new Temporalio.Api.WorkflowService.V1.SignalWorkflowExecutionRequest
        {
            SignalName = "go", WorkflowExecution = w.Of(), Input = Make.Payloads(new string('x', (2 * 1024 * 1024) + 1)),
        });
    }

    public static async Task WithStartOfANewOne(World w)
    {
        await w.SignalWithStartAsync(with: request =>
        {
            request.Input = Make.Payloads("input");
            request.SignalInput = Make.Payloads("signal");
            request.Memo = new Memo { Fields = { ["memo"] = Make.Payload("memo") } };
            request.Header = new Header { Fields = { ["header"] = Make.Payload("header") } };
        });
        await w.NextAsync(Make.Complete());
    }

    public static async Task WithStartOfARunningOne(World w)
    {
        await w.RunAsync();
        await w.SignalWithStartAsync(with: request => request.SignalInput = Make.Payloads("signal"));
        var task = await w.TaskAsync();
        await w.SignalWithStartAsync(with: request => request.SignalName = "buffered");
        await w.CompleteAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task WithStartOfAClosedOne(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.NextAsync(Make.Complete());
        await w.SignalWithStartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate);
        await w.SignalWithStartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly);
        await w.SignalWithStartAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task WithStartTerminatesTheExisting(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.NextAsync();
        await w.SignalWithStartAsync(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);
        await w.NextAsync(Make.Complete());
    }

    public static async Task WithStartAndDelay(World w)
    {
        await w.SignalWithStartAsync(with: request => request.WorkflowStartDelay = Make.Seconds(2));
        await w.NextAsync(Make.Complete());
    }

    public static async Task WithStartTwiceUnderOneRequest(World w)
    {
        await w.SignalWithStartAsync(with: request => request.RequestId = "one");
        await w.SignalWithStartAsync(with: request => request.RequestId = "one");
        await w.NextAsync(Make.Complete());
    }

    public static async Task WithStartRefused(World w)
    {
        await w.SignalWithStartAsync(with: request => request.SignalName = "");
        await w.SignalWithStartAsync(with: request => request.WorkflowId = "");
        await w.SignalWithStartAsync(with: request => request.WorkflowType = null);
        await w.SignalWithStartAsync(with: request => request.TaskQueue = null);
        await w.SignalWithStartAsync(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.Fail);
        await w.SignalWithStartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.TerminateIfRunning);
    }

    public static async Task OfferedAHundredTimesDuringATask(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        for (var i = 0; i < 101; i++)
        {
            await w.SignalAsync(signal: $"s{i}");
        }

        await w.CompleteAsync(task);
        await w.NextAsync(Make.Complete());
    }
}
