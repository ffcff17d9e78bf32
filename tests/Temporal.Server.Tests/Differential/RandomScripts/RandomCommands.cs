using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>What a worker might answer a workflow task with: mostly what is right, now and then what is not.</summary>
internal sealed class RandomCommands(World world, Random random, RandomMood mood)
{
    /// <summary>No timer and no retry comes due while a script runs.</summary>
    private const double Never = 500;

    private static readonly string[] Targets = ["a", "b", "c1", "c2", "missing"];

    /// <summary>The name of the queue that an activity of a workflow goes to: one of its own, so that tasks come in the script's order.</summary>
    public static string ActivityQueue(string workflow, string activity) => $"{workflow}-{activity}-queue";

    /// <summary>Some commands for a task of a workflow.</summary>
    public IReadOnlyList<Command> For(string workflow, PollWorkflowTaskQueueResponse task)
    {
        var open = OpenEntries.In(task.History);
        var commands = new List<Command>();
        for (var count = random.Next(4); count > 0; count--)
        {
            // A task that was refused once is answered well: the service lets further attempts wait.
            var command = task.Attempt == 1 && mood.MayErr && random.Next(12) == 0 ? Wrong(workflow, open) : Right(workflow, open);

            // What several of one task come to is in no order on the official server.
            if (!IsForOthers(command) || !commands.Exists(IsForOthers))
            {
                commands.Add(command);
            }
        }

        if (random.Next(7) == 0 && mood.MayClose)
        {
            // The official server may drop what the task that ends a run says to others, and ends what has the id of a child that it has not started.
            commands.RemoveAll(IsForOthers);
            commands.Add(Closing(workflow));
            if (task.Attempt == 1 && mood.MayErr && random.Next(10) == 0)
            {
                commands.Add(Right(workflow, open));
            }
        }

        return commands;
    }

    private static bool IsForOthers(Command command) => command.CommandType
        is CommandType.StartChildWorkflowExecution or CommandType.SignalExternalWorkflowExecution or CommandType.RequestCancelExternalWorkflowExecution;

    private Command Right(string workflow, OpenEntries open) => random.Next(11) switch
    {
        0 or 1 or 2 => Activity(workflow, open.FreeActivityId()),
        3 => Timer(open.FreeTimerId()),
        4 when open.Timers.Count > 0 => Make.CancelTimer(open.TakeTimer(random)),
        5 when open.Activities.Count > 0 => Make.CancelActivity(open.Activities[random.Next(open.Activities.Count)]),
        6 or 7 => Child(),
        8 => Make.SignalExternal(world.Id(Pick(Targets)), attributes => attributes.ChildWorkflowOnly = random.Next(3) == 0),
        9 => Make.CancelExternal(world.Id(Pick(Targets)), attributes => attributes.ChildWorkflowOnly = random.Next(3) == 0),
        10 => Make.Memo(("note", Make.Payload($"{random.Next(3)}"))),
        _ => Make.Upsert(("TestKeyword", Make.Payload($"{random.Next(3)}"))),
    };

    private Command Wrong(string workflow, OpenEntries open) => random.Next(14) switch
    {
        0 => Make.CancelTimer("unknown"),
        1 => Make.CancelActivity(random.Next(2, 9)),
        2 when open.LastActivityId is { } id => Activity(workflow, id),
        3 when open.Timers.Count > 0 => Timer(open.Timers[0]),
        4 => Make.Activity("x", attributes => attributes.ActivityType = random.Next(2) == 0 ? null : new ActivityType()),
        5 => Make.Activity("x", attributes => attributes.StartToCloseTimeout = random.Next(2) == 0 ? null : Make.Seconds(-1)),
        6 => Make.Timer("x", -1),
        7 => Make.Timer("", Never),
        8 => Make.Child(random.Next(2) == 0 ? "" : world.Id("c1"), world.Id("c1-queue"), attributes => attributes.WorkflowType = null),
        9 => Make.Upsert(("NoSuchAttribute", Make.Payload("x"))),
        10 => Make.Marker(""),
        11 => Make.SignalExternal(random.Next(2) == 0 ? "" : world.Id("a"), attributes => attributes.SignalName = ""),
        12 => Make.Activity("x", attributes => attributes.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(-1) }),
        _ => Make.Fail(null) is var fail && random.Next(2) == 0 ? Without(fail) : new Command { CommandType = CommandType.StartTimer },
    };

    private static Command Without(Command fail)
    {
        fail.FailWorkflowExecutionCommandAttributes.Failure = null;
        return fail;
    }

    private Command Closing(string workflow) => random.Next(5) switch
    {
        0 => Make.Complete(random.Next(3) == 0 ? null : "done"),
        1 => Make.Fail(Make.Failure("no", nonRetryable: random.Next(2) == 0)),
        2 => Make.Cancel(),
        _ => Make.ContinueAsNew(attributes => attributes.TaskQueue = new() { Name = world.Id($"{workflow}-queue") }),
    };

    private Command Activity(string workflow, string id) => Make.Activity(id, attributes =>
    {
        attributes.TaskQueue = new() { Name = world.Id(ActivityQueue(workflow, id)) };
        attributes.StartToCloseTimeout = Make.Seconds(Never);
        attributes.HeartbeatTimeout = random.Next(3) == 0 ? Make.Seconds(Never) : null;
        attributes.ScheduleToStartTimeout = random.Next(4) == 0 ? Make.Seconds(Never) : null;
        attributes.RetryPolicy = random.Next(2) == 0
            ? new RetryPolicy { MaximumAttempts = 1 }
            : new RetryPolicy { InitialInterval = Make.Seconds(Never), MaximumAttempts = random.Next(3), NonRetryableErrorTypes = { random.Next(3) == 0 ? "Type" : "Other" } };
    });

    private static Command Timer(string id) => Make.Timer(id, Never);

    private Command Child()
    {
        var id = random.Next(2) == 0 ? "c1" : "c2";
        return Make.Child(world.Id(id), world.Id($"{id}-queue"), attributes =>
        {
            attributes.ParentClosePolicy = (ParentClosePolicy)random.Next(4);
            attributes.WorkflowIdReusePolicy = (WorkflowIdReusePolicy)random.Next(4);
            attributes.WorkflowTaskTimeout = Make.Seconds(Never);
            attributes.RetryPolicy = random.Next(5) == 0 ? new RetryPolicy { InitialInterval = Make.Seconds(Never) } : null;
        });
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
