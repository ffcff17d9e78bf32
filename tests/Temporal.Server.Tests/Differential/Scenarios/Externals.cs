#pragma warning disable CS0612 // obsolete members are what older workers and clients still send
using Temporalio.Api.Enums.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Workflows that signal and cancel other workflows.</summary>
internal static class Externals
{
    public static async Task Signals(World w)
    {
        await StartOtherAsync(w);
        await w.RunAsync(Make.SignalExternal(w.Id("other"), command =>
        {
            command.Control = "control";
            command.Header = new Temporalio.Api.Common.V1.Header { Fields = { ["header"] = Make.Payload("header") } };
        }));
        await w.NextAsync(Make.Complete());
    }

    public static async Task SignalsARun(World w)
    {
        var run = await StartOtherAsync(w);
        await w.RunAsync(Make.SignalExternal(w.Id("other"), command => command.Execution.RunId = run));
        await w.NextAsync(Make.Complete());
    }

    public static async Task SignalsNobody(World w)
    {
        await w.RunAsync(Make.SignalExternal(w.Id("nobody")));
        await w.NextAsync(Make.Complete());
    }

    public static async Task SignalsAClosedOne(World w)
    {
        await StartOtherAsync(w);
        await w.TerminateAsync("other");
        await w.RunAsync(Make.SignalExternal(w.Id("other")));
        await w.NextAsync(Make.Complete());
    }

    public static async Task SignalsItself(World w)
    {
        await w.RunAsync(Make.SignalExternal(w.Id("w")));
        await w.NextAsync(Make.Complete());
    }

    public static async Task SignalsNoChild(World w)
    {
        await StartOtherAsync(w);
        await w.RunAsync(Make.SignalExternal(w.Id("other"), command => command.ChildWorkflowOnly = true));
        await w.NextAsync(Make.Complete());
    }

    public static async Task SignalsAChild(World w)
    {
        await w.RunAsync(Make.Child(w.Id("child"), w.Id("children")));
        w.Transcript.Saw(w.Id("child"));
        await w.HasAsync(EventType.ChildWorkflowExecutionStarted);
        await w.NextAsync(Make.SignalExternal(w.Id("child"), command => command.ChildWorkflowOnly = true));
        await w.HasAsync(EventType.ExternalWorkflowExecutionSignaled);
        await w.CompleteAsync(await w.TaskAsync(new TaskQueue { Name = w.Id("children") }), Make.Complete());
        await w.HasAsync(EventType.ChildWorkflowExecutionCompleted);
        await w.NextAsync(Make.Complete());
    }

    public static async Task Cancels(World w)
    {
        await StartOtherAsync(w);
        await w.RunAsync(Make.CancelExternal(w.Id("other"), command => command.Control = "control"));
        await w.NextAsync(Make.Complete());
    }

    public static async Task CancelsTwice(World w)
    {
        await StartOtherAsync(w);
        await w.CancelAsync("other");
        await w.RunAsync(Make.CancelExternal(w.Id("other")));
        await w.NextAsync(Make.Complete());
    }

    public static async Task CancelsNobody(World w)
    {
        await w.RunAsync(Make.CancelExternal(w.Id("nobody")));
        await w.NextAsync(Make.Complete());
    }

    public static async Task CancelsAClosedOne(World w)
    {
        await StartOtherAsync(w);
        await w.TerminateAsync("other");
        await w.RunAsync(Make.CancelExternal(w.Id("other")));
        await w.NextAsync(Make.Complete());
    }

    public static async Task CancelsItself(World w)
    {
        await w.RunAsync(Make.CancelExternal(w.Id("w")));
        await w.NextAsync(Make.Complete());
    }

    public static async Task CancelsNoChild(World w)
    {
        await StartOtherAsync(w);
        await w.RunAsync(Make.CancelExternal(w.Id("other"), command => command.ChildWorkflowOnly = true));
        await w.NextAsync(Make.Complete());
    }

    public static async Task OutcomeComesDuringATask(World w)
    {
        await StartOtherAsync(w);
        var gate = Make.Timer("t", 40);
        await w.StartAsync();
        var first = await w.TaskAsync();
        await w.CompleteAsync(first, request =>
        {
            request.Commands.Add(gate);
            request.Commands.Add(Make.SignalExternal(w.Id("other")));
        });
        await w.HasAsync(EventType.ExternalWorkflowExecutionSignaled);
        await w.NextAsync(Make.Complete());
    }

    private static async Task<string> StartOtherAsync(World w) => await w.StartAsync("other", request => request.TaskQueue.Name = w.Id("others"));
}
