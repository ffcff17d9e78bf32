using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Activities whose cancellation is asked for, in each of their states and with each end.</summary>
internal static class ActivityCancels
{
    private const long Scheduled = 5;

    public static async Task BeforeItStarts(World w)
    {
        await BeginAsync(w);
        await w.SignalAsync();
        await w.NextAsync(Make.CancelActivity(Scheduled));
        await w.NextAsync(Make.Complete());
    }

    public static async Task InTheSameTask(World w)
    {
        await w.RunAsync(Make.Activity("a"), Make.CancelActivity(Scheduled));
        await w.NextAsync(Make.Complete());
    }

    public static async Task InTheSameTaskAsTheEnd(World w)
    {
        await BeginAsync(w);
        await w.SignalAsync();
        await w.NextAsync(Make.CancelActivity(Scheduled), Make.Complete());
    }

    public static async Task TwiceInTwoTasks(World w)
    {
        await BeginStartedAsync(w);
        await w.SignalAsync();
        await w.NextAsync(Make.CancelActivity(Scheduled));
        await w.SignalAsync();
        await w.NextAsync(Make.CancelActivity(Scheduled));
        await w.DescribeAsync();
    }

    public static async Task StartedAndCancels(World w)
    {
        var task = await BeginStartedAsync(w);
        await w.HeartbeatAsync(task);
        await AskAsync(w);
        await w.HeartbeatAsync(task);
        await w.DescribeAsync();
        await w.CancelActivityAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task StartedAndCompletes(World w)
    {
        var task = await BeginStartedAsync(w);
        await AskAsync(w);
        await w.CompleteActivityAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task StartedAndFails(World w)
    {
        var task = await BeginStartedAsync(w);
        await AskAsync(w);
        await w.FailActivityAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task StartedAndTimesOut(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.StartToCloseTimeout = Make.Seconds(3)));
        await w.ActivityAsync();
        await AskAsync(w);
        await w.NextAsync(Make.Complete());
    }

    public static async Task StartedAndCancelsById(World w)
    {
        await BeginStartedAsync(w);
        await w.CancelByIdAsync("a");
        await AskAsync(w);
        await w.HeartbeatByIdAsync("a");
        await w.CancelByIdAsync("a");
        await w.NextAsync(Make.Complete());
    }

    public static async Task NotAskedFor(World w)
    {
        var task = await BeginStartedAsync(w);
        await w.CancelActivityAsync(task);
        await w.CompleteActivityAsync(task);
    }

    public static async Task DuringBackoff(World w)
    {
        await w.RunAsync(Make.Activity("a", command => command.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(40) }));
        await w.FailActivityAsync(await w.ActivityAsync());
        await AskAsync(w);
        await w.NextAsync(Make.Complete());
    }

    public static async Task AfterItsEndWasBuffered(World w)
    {
        var task = await BeginStartedAsync(w);
        await w.SignalAsync();
        var workflowTask = await w.TaskAsync();
        await w.CompleteActivityAsync(task);
        await w.CompleteAsync(workflowTask, Make.CancelActivity(Scheduled));
        await w.NextAsync(Make.Complete());
    }

    public static async Task AfterItsEnd(World w)
    {
        var task = await BeginStartedAsync(w);
        await w.CompleteActivityAsync(task);
        await w.NextAsync(Make.CancelActivity(Scheduled));
    }

    public static async Task OfAnUnknownActivity(World w)
    {
        await w.RunAsync(Make.CancelActivity(99));
        await w.DescribeAsync();
    }

    public static async Task OfAnEventThatIsNoActivity(World w)
    {
        await w.StartAsync();
        await w.NextAsync(Make.Timer("t", 40), Make.CancelActivity(5));
    }

    private static Task BeginAsync(World w) => w.RunAsync(Make.Activity("a"));

    private static async Task<PollActivityTaskQueueResponse> BeginStartedAsync(World w)
    {
        await BeginAsync(w);
        return await w.ActivityAsync();
    }

    private static async Task AskAsync(World w)
    {
        await w.SignalAsync();
        await w.NextAsync(Make.CancelActivity(Scheduled));
    }
}
