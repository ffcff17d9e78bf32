#pragma warning disable CS0612 // obsolete members are what older workers still send
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Commands that are wrong: the task fails with a cause, and the worker is told why.</summary>
internal static class BadCommands
{
    private static readonly string Long = new('x', 1001);

    public static Task ActivityWithoutId(World w) => RefuseAsync(w, Make.Activity(""));

    public static Task ActivityWithoutType(World w) => RefuseAsync(w, Make.Activity("a", command => command.ActivityType = null));

    public static Task ActivityWithoutTimeouts(World w) => RefuseAsync(w, Make.Activity("a", command => command.StartToCloseTimeout = null));

    public static Task ActivityWithLongId(World w) => RefuseAsync(w, Make.Activity(Long));

    public static Task ActivityWithLongType(World w) => RefuseAsync(w, Make.Activity("a", command => command.ActivityType.Name = Long));

    public static Task ActivityWithLongQueue(World w) =>
        RefuseAsync(w, Make.Activity("a", command => command.TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = Long }));

    public static Task ActivityWithNegativeScheduleToClose(World w) => RefuseAsync(w, Make.Activity("a", command => command.ScheduleToCloseTimeout = Make.Seconds(-1)));

    public static Task ActivityWithNegativeScheduleToStart(World w) => RefuseAsync(w, Make.Activity("a", command => command.ScheduleToStartTimeout = Make.Seconds(-1)));

    public static Task ActivityWithNegativeStartToClose(World w) => RefuseAsync(w, Make.Activity("a", command => command.StartToCloseTimeout = Make.Seconds(-1)));

    public static Task ActivityWithNegativeHeartbeat(World w) => RefuseAsync(w, Make.Activity("a", command => command.HeartbeatTimeout = Make.Seconds(-1)));

    public static Task ActivityWithBadRetryPolicy(World w) => RefuseAsync(w, Make.Activity("a", command => command.RetryPolicy = new RetryPolicy { MaximumAttempts = -1 }));

    public static Task ActivityWithBadPriority(World w) => RefuseAsync(w, Make.Activity("a", command => command.Priority = new Priority { PriorityKey = -1 }));

    public static Task ActivityTwice(World w) => RefuseAsync(w, Make.Activity("a"), Make.Activity("a"));

    public static Task ActivityWithLargeInput(World w) =>
        RefuseAsync(w, Make.Activity("a", command => command.Input = Make.Payloads(new string('x', (2 * 1024 * 1024) + 1))));

    public static Task TimerWithoutId(World w) => RefuseAsync(w, Make.Timer("", 1));

    public static Task TimerWithLongId(World w) => RefuseAsync(w, Make.Timer(Long, 1));

    public static Task TimerOfNegativeLength(World w) => RefuseAsync(w, Make.Timer("t", -1));

    public static async Task TimerWithoutLength(World w)
    {
        await w.RunAsync(new Command
        {
            CommandType = CommandType.StartTimer, StartTimerCommandAttributes = new StartTimerCommandAttributes { TimerId = "t" },
        });
        await w.NextAsync(Make.Complete());
    }

    public static Task TimerTwice(World w) => RefuseAsync(w, Make.Timer("t", 40), Make.Timer("t", 40));

    public static Task CancelOfNoTimer(World w) => RefuseAsync(w, Make.CancelTimer("t"));

    public static Task CancelOfTimerWithoutId(World w) => RefuseAsync(w, Make.CancelTimer(""));

    public static Task CancelOfTimerWithLongId(World w) => RefuseAsync(w, Make.CancelTimer(Long));

    public static Task CancelOfActivityWithoutId(World w) => RefuseAsync(w, Make.CancelActivity(0));

    public static Task MarkerWithoutName(World w) => RefuseAsync(w, Make.Marker(""));

    public static Task MarkerWithLongName(World w) => RefuseAsync(w, Make.Marker(Long));

    public static Task FailWithoutFailure(World w) => RefuseAsync(w, new Command
    {
        CommandType = CommandType.FailWorkflowExecution, FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes(),
    });

    public static Task ChildWithoutId(World w) => RefuseAsync(w, Make.Child("", w.Queue));

    public static Task ChildWithoutType(World w) => RefuseAsync(w, Make.Child(w.Id("child"), w.Queue, command => command.WorkflowType = null));

    public static Task ChildWithLongId(World w) => RefuseAsync(w, Make.Child(Long, w.Queue));

    public static Task ChildWithLongType(World w) => RefuseAsync(w, Make.Child(w.Id("child"), w.Queue, command => command.WorkflowType.Name = Long));

    public static Task ChildWithLongQueue(World w) => RefuseAsync(w, Make.Child(w.Id("child"), Long));

    public static Task ChildWithNegativeRunTimeout(World w) => RefuseAsync(w, Make.Child(w.Id("child"), w.Queue, command => command.WorkflowRunTimeout = Make.Seconds(-1)));

    public static Task ChildWithNegativeExecutionTimeout(World w) =>
        RefuseAsync(w, Make.Child(w.Id("child"), w.Queue, command => command.WorkflowExecutionTimeout = Make.Seconds(-1)));

    public static Task ChildWithNegativeTaskTimeout(World w) => RefuseAsync(w, Make.Child(w.Id("child"), w.Queue, command => command.WorkflowTaskTimeout = Make.Seconds(-1)));

    public static Task ChildWithBadRetryPolicy(World w) =>
        RefuseAsync(w, Make.Child(w.Id("child"), w.Queue, command => command.RetryPolicy = new RetryPolicy { BackoffCoefficient = 0.1 }));

    public static Task ChildWithUnknownSearchAttribute(World w) => RefuseAsync(
        w, Make.Child(w.Id("child"), w.Queue, command => command.SearchAttributes = new SearchAttributes { IndexedFields = { ["Nothing"] = Make.Payload("word") } }));

    public static Task SignalWithoutId(World w) => RefuseAsync(w, Make.SignalExternal(""));

    public static Task SignalWithoutExecution(World w) => RefuseAsync(w, Make.SignalExternal("", command => command.Execution = null));

    public static Task SignalWithoutName(World w) => RefuseAsync(w, Make.SignalExternal(w.Id("other"), command => command.SignalName = ""));

    public static Task SignalWithLongId(World w) => RefuseAsync(w, Make.SignalExternal(Long));

    public static Task SignalWithRubbishRunId(World w) => RefuseAsync(w, Make.SignalExternal(w.Id("other"), command => command.Execution.RunId = "rubbish"));

    public static Task CancelWithoutId(World w) => RefuseAsync(w, Make.CancelExternal(""));

    public static Task CancelWithRubbishRunId(World w) => RefuseAsync(w, Make.CancelExternal(w.Id("other"), command => command.RunId = "rubbish"));

    public static Task CancelWithLongId(World w) => RefuseAsync(w, Make.CancelExternal(Long));

    public static Task UpsertOfNothing(World w) => RefuseAsync(w, Make.Upsert());

    public static Task UpsertOfUnknown(World w) => RefuseAsync(w, Make.Upsert(("Nothing", Make.Payload("word"))));

    public static Task UpsertOfWrongType(World w) => RefuseAsync(w, Make.Upsert(("TestInt", Make.Payload("word"))));

    public static Task UpsertOfSystemAttribute(World w) => RefuseAsync(w, Make.Upsert(("ExecutionStatus", Make.Payload("Running"))));

    public static Task UpsertOfLargeValue(World w) => RefuseAsync(w, Make.Upsert(("TestKeyword", Make.Payload(new string('x', 3000)))));

    public static Task MemoOfNothing(World w) => RefuseAsync(w, new Command
    {
        CommandType = CommandType.ModifyWorkflowProperties, ModifyWorkflowPropertiesCommandAttributes = new ModifyWorkflowPropertiesCommandAttributes(),
    });

    public static Task ContinueWithNegativeTimeout(World w) => RefuseAsync(w, Make.ContinueAsNew(command => command.WorkflowRunTimeout = Make.Seconds(-1)));

    public static Task ContinueWithNegativeTaskTimeout(World w) => RefuseAsync(w, Make.ContinueAsNew(command => command.WorkflowTaskTimeout = Make.Seconds(-1)));

    public static Task ContinueWithNegativeBackoff(World w) => RefuseAsync(w, Make.ContinueAsNew(command => command.BackoffStartInterval = Make.Seconds(-1)));

    public static Task ContinueWithLongType(World w) => RefuseAsync(w, Make.ContinueAsNew(command => command.WorkflowType.Name = Long));

    public static Task ContinueWithLongQueue(World w) =>
        RefuseAsync(w, Make.ContinueAsNew(command => command.TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = Long }));

    public static Task ContinueWithBadRetryPolicy(World w) => RefuseAsync(w, Make.ContinueAsNew(command => command.RetryPolicy = new RetryPolicy { MaximumAttempts = -1 }));

    public static Task ContinueWithUnknownSearchAttribute(World w) => RefuseAsync(
        w, Make.ContinueAsNew(command => command.SearchAttributes = new SearchAttributes { IndexedFields = { ["Nothing"] = Make.Payload("word") } }));

    public static Task WithoutAttributes(World w) => RefuseAsync(w, new Command { CommandType = CommandType.ScheduleActivityTask });

    public static Task CompleteWithoutAttributes(World w) => RefuseAsync(w, new Command { CommandType = CommandType.CompleteWorkflowExecution });

    public static Task OfNoType(World w) => RefuseAsync(w, new Command());

    public static Task AfterGoodOnes(World w) => RefuseAsync(w, Make.Activity("a"), Make.Timer("t", 40), Make.Marker(""));

    public static async Task OnASecondAttempt(World w)
    {
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(2));
        await w.NextAsync(Make.Timer("", 1));
        await w.NextAsync(Make.Timer("", 1));
        await w.NextAsync(Make.Complete());
    }

    public static async Task UnhandledCommandOnASecondAttempt(World w)
    {
        await w.StartAsync();
        await w.FailTaskAsync(await w.TaskAsync());
        var task = await w.TaskAsync();
        await w.SignalAsync();
        await w.CompleteAsync(task, Make.Complete());
        await w.NextAsync(Make.Complete());
    }

    private static async Task RefuseAsync(World w, params Command[] commands)
    {
        await w.RunAsync(commands);
        if (w.Transcript.Lines[^1].Contains("refused", StringComparison.Ordinal))
        {
            await w.DescribeAsync();
        }
    }
}
