using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine.Machines;

namespace Temporalio.Worker.Engine;

/// <summary>What the engine knows of one run: how far its history was handled, its state machines and the commands on their way.</summary>
internal sealed class RunState(string @namespace, string workflowId, string runId)
{
    public string Namespace { get; } = @namespace;

    public string WorkflowId { get; } = workflowId;

    public string RunId { get; } = runId;

    public string WorkflowType => Started?.WorkflowType?.Name ?? string.Empty;

    /// <summary>True while the events at hand were handled before.</summary>
    public bool IsReplaying { get; set; }

    /// <summary>Id of the last event that was handled.</summary>
    public long LastEventId { get; set; }

    /// <summary>Whether the run is over according to its history.</summary>
    public bool IsFinished { get; set; }

    /// <summary>First event of the history.</summary>
    public WorkflowExecutionStartedEventAttributes? Started { get; set; }

    public CommandQueue Commands { get; } = new();

    public JobQueue Jobs { get; } = new();

    public SdkFlags Flags { get; } = new();

    public PatchRegistry Patches { get; } = new();

    /// <summary>Machines by the event that began them.</summary>
    public Dictionary<long, StateMachine> ByEvent { get; } = [];

    public Dictionary<uint, TimerMachine> Timers { get; } = [];

    public Dictionary<uint, ActivityMachine> Activities { get; } = [];

    public Dictionary<uint, ChildWorkflowMachine> Children { get; } = [];

    public Dictionary<uint, ExternalSignalMachine> Signals { get; } = [];

    public Dictionary<string, UpdateMachine> Updates { get; } = [];

    /// <summary>Messages without a command: rejections of updates.</summary>
    public List<OutgoingMessage> Messages { get; } = [];

    public WorkflowTaskMachine Task { get; } = new();

    /// <summary>Adds a command whose event has to come next but for those before it.</summary>
    public PendingCommand Issue(StateMachine machine, Api.Command.V1.Command command, EventType recordedAs, OutgoingMessage? message = null)
    {
        var pending = new PendingCommand(machine, command, recordedAs) { Message = message };
        Commands.Enqueue(pending);
        return pending;
    }

    /// <summary>Adds a job to the next activation.</summary>
    public void Tell(WorkflowActivationJob job) => Jobs.Add(job);
}
