#pragma warning disable CS0612 // obsolete members are what older workers and clients still send
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Child workflows and what becomes of them.</summary>
internal static class Children
{
    public static async Task Completes(World w)
    {
        var child = await BeginAsync(w);
        await w.DescribeAsync();
        await w.CompleteAsync(child, Make.Complete("child's"));
        await w.HasAsync(EventType.ChildWorkflowExecutionCompleted);
        await w.NextAsync(Make.Complete());
    }

    public static async Task Fails(World w)
    {
        await w.CompleteAsync(await BeginAsync(w), Make.Fail());
        await w.HasAsync(EventType.ChildWorkflowExecutionFailed);
        await w.NextAsync(Make.Complete());
    }

    public static async Task FailsAfterRetries(World w)
    {
        var child = await BeginAsync(w, command => command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 2 });
        await w.CompleteAsync(child, Make.Fail());
        await w.CompleteAsync(await ChildTaskAsync(w), Make.Fail(Make.Failure("again")));
        await w.HasAsync(EventType.ChildWorkflowExecutionFailed);
        await w.NextAsync(Make.Complete());
    }

    public static async Task ContinuesAsNew(World w)
    {
        await w.PassAsync(1.2);
        await w.CompleteAsync(await BeginAsync(w), Make.ContinueAsNew());
        await w.CompleteAsync(await ChildTaskAsync(w), Make.Complete());
        await w.HasAsync(EventType.ChildWorkflowExecutionCompleted);
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsCancelledByTheParent(World w)
    {
        var child = await BeginAsync(w);
        await w.CompleteAsync(child);
        await w.SignalAsync();
        await w.NextAsync(Make.CancelExternal(w.Id("child"), command => command.ChildWorkflowOnly = true));
        await w.CompleteAsync(await ChildTaskAsync(w), Make.Cancel());
        await w.HasAsync(EventType.ChildWorkflowExecutionCanceled);
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsTerminated(World w)
    {
        await BeginAsync(w);
        await w.TerminateAsync("child");
        await w.HasAsync(EventType.ChildWorkflowExecutionTerminated);
        await w.NextAsync(Make.Complete());
    }

    public static async Task TimesOut(World w)
    {
        await BeginAsync(w, command => command.WorkflowRunTimeout = Make.Seconds(2));
        await w.HasAsync(EventType.ChildWorkflowExecutionTimedOut);
        await w.NextAsync(Make.Complete());
    }

    public static async Task ExistsAlready(World w)
    {
        await w.StartAsync("child");
        await w.StartAsync(with: request => request.TaskQueue.Name = w.Id("parents"));
        await w.CompleteAsync(await w.TaskAsync(new TaskQueue { Name = w.Id("parents") }), Make.Child(w.Id("child"), w.Id("children")));
        await w.CompleteAsync(await w.TaskAsync(new TaskQueue { Name = w.Id("parents") }), Make.Complete());
    }

    public static async Task ExistedAndMustNotAgain(World w)
    {
        await w.StartAsync("child");
        await w.TerminateAsync("child");
        await w.PassAsync(1.5);
        await w.StartAsync(with: request => request.TaskQueue.Name = w.Id("parents"));
        await w.CompleteAsync(
            await w.TaskAsync(new TaskQueue { Name = w.Id("parents") }),
            Make.Child(w.Id("child"), w.Id("children"), command => command.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate));
        await w.CompleteAsync(await w.TaskAsync(new TaskQueue { Name = w.Id("parents") }), Make.Complete());
    }

    public static async Task NamespaceIsUnknown(World w)
    {
        await w.RunAsync(Make.Child(w.Id("child"), w.Id("children"), command => command.Namespace = "nowhere"));
        await w.DescribeAsync();
    }

    public static async Task HasEverything(World w)
    {
        var child = await BeginAsync(w, command =>
        {
            command.Header = new Header { Fields = { ["header"] = Make.Payload("header") } };
            command.Memo = new Memo { Fields = { ["memo"] = Make.Payload("memo") } };
            command.SearchAttributes = new SearchAttributes { IndexedFields = { ["TestKeyword"] = Make.Payload("word") } };
            command.WorkflowExecutionTimeout = Make.Seconds(50);
            command.WorkflowRunTimeout = Make.Seconds(60);
            command.WorkflowTaskTimeout = Make.Seconds(5);
            command.RetryPolicy = new RetryPolicy { MaximumAttempts = 3 };
            command.Control = "control";
            command.Priority = new Priority { PriorityKey = 4 };
            command.ParentClosePolicy = ParentClosePolicy.Abandon;
        });
        await w.CompleteAsync(child, Make.Complete());
        await w.HasAsync(EventType.ChildWorkflowExecutionCompleted);
        await w.NextAsync(Make.Complete());
    }

    public static async Task HasDefaults(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.WorkflowRunTimeout = Make.Seconds(90);
            request.WorkflowTaskTimeout = Make.Seconds(7);
            request.Priority = new Priority { PriorityKey = 2 };
        });
        await w.NextAsync(Make.Child(w.Id("child"), "", command => command.TaskQueue = null));
        w.Transcript.Saw(w.Id("child"));
        await w.HasAsync(EventType.ChildWorkflowExecutionStarted);
    }

    public static Task ParentClosesAndTerminates(World w) => ParentClosesAsync(w, ParentClosePolicy.Unspecified);

    public static Task ParentClosesAndAbandons(World w) => ParentClosesAsync(w, ParentClosePolicy.Abandon);

    public static Task ParentClosesAndRequestsCancel(World w) => ParentClosesAsync(w, ParentClosePolicy.RequestCancel);

    public static async Task ParentClosesInTheTaskThatStarts(World w)
    {
        await w.RunAsync(Make.Child(w.Id("child"), w.Queue, command => command.ParentClosePolicy = ParentClosePolicy.Abandon), Make.Complete());
        await w.PassAsync(1);
        await w.DescribeAsync("child");
    }

    public static async Task ParentIsTerminated(World w)
    {
        await BeginAsync(w);
        await w.TerminateAsync();
        await w.ClosedAsync("child");
    }

    public static async Task ParentContinuesAsNew(World w)
    {
        await w.CompleteAsync(await BeginAsync(w, command => command.ParentClosePolicy = ParentClosePolicy.Abandon));
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await w.TerminateAsync("child");
        await w.NextAsync(Make.Complete());
    }

    public static async Task ParentContinuesAsNewAndTerminates(World w)
    {
        await w.CompleteAsync(await BeginAsync(w));
        await w.PassAsync(1.2);
        await w.NextAsync(Make.ContinueAsNew());
        await w.ClosedAsync("child");
        await w.NextAsync(Make.Complete());
    }

    public static async Task ParentIsRetried(World w)
    {
        await w.StartAsync(with: request => request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(1), MaximumAttempts = 2 });
        await w.NextAsync(Make.Child(w.Id("child"), w.Id("children")));
        w.Transcript.Saw(w.Id("child"));
        await w.HasAsync(EventType.ChildWorkflowExecutionStarted);
        await w.CompleteAsync(await ChildTaskAsync(w));
        await w.NextAsync(Make.Fail());
        await w.ClosedAsync("child");
        await w.NextAsync(Make.Complete());
    }

    public static async Task GrandchildKnowsItsRoot(World w)
    {
        var child = await BeginAsync(w);
        await w.CompleteAsync(child, Make.Child(w.Id("grandchild"), w.Id("grandchildren")));
        w.Transcript.Saw(w.Id("grandchild"));
        await w.CompleteAsync(await w.TaskAsync(new TaskQueue { Name = w.Id("grandchildren") }), Make.Complete());
        await w.HasAsync(EventType.ChildWorkflowExecutionCompleted, "child");
        await w.CompleteAsync(await ChildTaskAsync(w), Make.Complete());
        await w.HasAsync(EventType.ChildWorkflowExecutionCompleted);
        await w.NextAsync(Make.Complete());
    }

    public static async Task ClosesWhileATaskIsUnderWay(World w)
    {
        await w.RunAsync(Make.Child(w.Id("child"), w.Id("children")));
        w.Transcript.Saw(w.Id("child"));
        var child = await ChildTaskAsync(w);
        await w.HasAsync(EventType.ChildWorkflowExecutionStarted);
        var task = await w.TaskAsync();
        await w.CompleteAsync(child, Make.Complete());
        await w.PassAsync(1.5);
        await w.SignalAsync(signal: "late");
        await w.CompleteAsync(task);
        await w.NextAsync(Make.Complete());
    }

    private static async Task ParentClosesAsync(World w, ParentClosePolicy policy)
    {
        await w.CompleteAsync(await BeginAsync(w, command => command.ParentClosePolicy = policy));
        await w.NextAsync(Make.Complete());
        switch (policy)
        {
            case ParentClosePolicy.Unspecified:
                await w.ClosedAsync("child");
                break;
            case ParentClosePolicy.RequestCancel:
                await w.CompleteAsync(await ChildTaskAsync(w), Make.Cancel());
                break;
            default:
                await w.SignalAsync("child");
                await w.CompleteAsync(await ChildTaskAsync(w), Make.Complete());
                break;
        }
    }

    /// <summary>A parent that waits (its second task, from the child's start, is not taken) and the child's first task.</summary>
    private static async Task<PollWorkflowTaskQueueResponse> BeginAsync(
        World w, Action<Temporalio.Api.Command.V1.StartChildWorkflowExecutionCommandAttributes>? with = null)
    {
        await w.RunAsync(Make.Child(w.Id("child"), w.Id("children"), with));
        w.Transcript.Saw(w.Id("child"));
        await w.HasAsync(EventType.ChildWorkflowExecutionStarted);
        return await ChildTaskAsync(w);
    }

    private static Task<PollWorkflowTaskQueueResponse> ChildTaskAsync(World w) => w.TaskAsync(new TaskQueue { Name = w.Id("children") });
}
