#pragma warning disable CS0612 // obsolete members are what older workers and clients still send
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Workflow tasks: failed, timed out, tried again, on sticky queues, inline.</summary>
internal static class WorkflowTasks
{
    public static async Task Fails(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.FailTaskAsync(task);
        await w.FailTaskAsync(task);
        await w.DescribeAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsThrice(World w)
    {
        await w.StartAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await w.FailTaskAsync(await w.TaskAsync());
        }

        await w.DescribeAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsWithEveryDetail(World w)
    {
        await w.StartAsync();
        await w.FailTaskAsync(await w.TaskAsync(), request =>
        {
            request.Cause = WorkflowTaskFailedCause.NonDeterministicError;
            request.BinaryChecksum = "checksum";
        });
        await w.NextAsync(Make.Complete());
    }

    public static async Task TimesOut(World w)
    {
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(3));
        var task = await w.TaskAsync();
        var second = await w.TaskAsync();
        await w.CompleteAsync(task, Make.Complete());
        await w.CompleteAsync(second, Make.Complete());
    }

    public static async Task TimesOutTwice(World w)
    {
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(3));
        await w.TaskAsync();
        await w.TaskAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task TimesOutWithASignalBetween(World w)
    {
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(3));
        await w.TaskAsync();
        await w.SignalAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsAfterTimingOut(World w)
    {
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(3));
        await w.TaskAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task ForcesTheNext(World w)
    {
        await w.StartAsync();
        await w.CompleteAsync(await w.TaskAsync(), request => request.ForceCreateNewWorkflowTask = true);
        await w.NextAsync(Make.Complete());
    }

    public static async Task ReturnsTheNext(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.SignalAsync();
        var answer = await w.CompleteAsync(task, request =>
        {
            request.ReturnNewWorkflowTask = true;
            request.StickyAttributes = Sticky(w, 40);
        });
        await w.CompleteAsync(answer.WorkflowTask ?? new PollWorkflowTaskQueueResponse(), request =>
        {
            request.ReturnNewWorkflowTask = true;
            request.ForceCreateNewWorkflowTask = true;
        });
    }

    public static async Task ReturnsNothingWhereNothingIsNext(World w)
    {
        await w.StartAsync();
        await w.CompleteAsync(await w.TaskAsync(), request => request.ReturnNewWorkflowTask = true);
        await w.SignalAsync();
        await w.CompleteAsync(await w.TaskAsync(), request =>
        {
            request.ReturnNewWorkflowTask = true;
            request.Commands.Add(Make.Activity("a"));
            request.Commands.Add(Make.CancelActivity(9));
        });
    }

    public static async Task CompletesWithMetadata(World w)
    {
        await w.StartAsync();
        await w.CompleteAsync(await w.TaskAsync(), request =>
        {
            request.SdkMetadata = new Temporalio.Api.Sdk.V1.WorkflowTaskCompletedMetadata { SdkName = "script", SdkVersion = "1", CoreUsedFlags = { 1, 2 }, LangUsedFlags = { 3 } };
            request.MeteringMetadata = new Temporalio.Api.Common.V1.MeteringMetadata { NonfirstLocalActivityExecutionAttempts = 3 };
            request.BinaryChecksum = "checksum";
            request.Commands.Add(Make.Complete());
        });
    }

    public static async Task StickyTaken(World w)
    {
        await StickAsync(w, 40);
        await w.StickyPollAsync();
        await w.SignalAsync();
        var task = await w.TaskAsync(StickyQueue(w));
        await w.CompleteAsync(task, Make.Complete());
    }

    public static async Task StickyNotTakenInTime(World w)
    {
        await StickAsync(w, 2);
        await w.StickyPollAsync();
        await w.SignalAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task StickyFails(World w)
    {
        await StickAsync(w, 40);
        await w.StickyPollAsync();
        await w.SignalAsync();
        await w.FailTaskAsync(await w.TaskAsync(StickyQueue(w)));
        await w.FailTaskAsync(await w.TaskAsync());
        await w.NextAsync(Make.Complete());
    }

    public static async Task StickyTimesOut(World w)
    {
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(3));
        await w.CompleteAsync(await w.TaskAsync(), request => request.StickyAttributes = Sticky(w, 40));
        await w.StickyPollAsync();
        await w.SignalAsync();
        await w.TaskAsync(StickyQueue(w));
        await w.NextAsync(Make.Complete());
    }

    public static async Task StickyIsReset(World w)
    {
        await StickAsync(w, 40);
        await w.CallAsync<ResetStickyTaskQueueResponse>(new ResetStickyTaskQueueRequest { Execution = w.Of() });
        await w.SignalAsync();
        await w.NextAsync(Make.Complete());
        await w.CallAsync<ResetStickyTaskQueueResponse>(new ResetStickyTaskQueueRequest { Execution = w.Of() });
        await w.CallAsync<ResetStickyTaskQueueResponse>(new ResetStickyTaskQueueRequest { Execution = w.Of("nobody") });
    }

    public static async Task StickyWithAnActivityAndNext(World w)
    {
        await w.StartAsync();
        await w.CompleteAsync(await w.TaskAsync(), request =>
        {
            request.StickyAttributes = Sticky(w, 40);
            request.Commands.Add(Make.Activity("a"));
        });
        await w.StickyPollAsync();
        await w.CompleteActivityAsync(await w.ActivityAsync());
        await w.CompleteAsync(await w.TaskAsync(StickyQueue(w)), Make.Complete());
    }

    public static async Task NothingAfterTheClosingCommand(World w)
    {
        await w.StartAsync();
        var task = await w.TaskAsync();
        await w.CompleteAsync(task, Make.Complete(), Make.Timer("t", 4));
        await w.CompleteAsync(task, Make.Complete(), Make.Fail());
        await w.CompleteAsync(task, Make.Complete());
    }

    public static async Task TokenIsRubbish(World w)
    {
        await w.CompleteAsync(new PollWorkflowTaskQueueResponse { TaskToken = Google.Protobuf.ByteString.CopyFromUtf8("rubbish") });
        await w.CompleteAsync(new PollWorkflowTaskQueueResponse());
        await w.FailTaskAsync(new PollWorkflowTaskQueueResponse());
    }

    public static async Task PollsAreRefused(World w)
    {
        await w.CallAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest());
        await w.CallAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest { TaskQueue = new TaskQueue() });
        await w.CallAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest { Namespace = "nowhere", TaskQueue = new TaskQueue { Name = "queue" } });
        await w.CallAsync<PollActivityTaskQueueResponse>(new PollActivityTaskQueueRequest());
        await w.CallAsync<PollActivityTaskQueueResponse>(new PollActivityTaskQueueRequest { TaskQueue = new TaskQueue { Name = new string('x', 1001) } });
    }

    private static async Task StickAsync(World w, double seconds)
    {
        await w.StartAsync();
        await w.CompleteAsync(await w.TaskAsync(), request => request.StickyAttributes = Sticky(w, seconds));
    }

    private static StickyExecutionAttributes Sticky(World w, double seconds) =>
        new() { WorkerTaskQueue = new TaskQueue { Name = w.Id("sticky"), Kind = TaskQueueKind.Sticky, NormalName = w.Queue }, ScheduleToStartTimeout = Make.Seconds(seconds) };

    private static TaskQueue StickyQueue(World w) => new() { Name = w.Id("sticky"), Kind = TaskQueueKind.Sticky, NormalName = w.Queue };
}
