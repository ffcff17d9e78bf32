using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>The end of a run: one command, one event.</summary>
internal sealed class CloseMachine : StateMachine
{
    private CloseMachine(RunState run)
        : base(run)
    {
    }

    public static bool IsClosing(WorkflowCommand command) => command is
        WorkflowCommand.CompleteWorkflow or WorkflowCommand.FailWorkflow or WorkflowCommand.CancelWorkflow or WorkflowCommand.ContinueAsNewWorkflow;

    public static void Start(RunState run, WorkflowCommand command)
    {
        var (sent, recordedAs) = command switch
        {
            WorkflowCommand.CompleteWorkflow complete => (Complete(complete), EventType.WorkflowExecutionCompleted),
            WorkflowCommand.FailWorkflow fail => (Fail(fail), EventType.WorkflowExecutionFailed),
            WorkflowCommand.CancelWorkflow => (Cancel(), EventType.WorkflowExecutionCanceled),
            WorkflowCommand.ContinueAsNewWorkflow next => (ContinueAsNew(run, next), EventType.WorkflowExecutionContinuedAsNew),
            _ => throw new ArgumentException($"{command.GetType().Name} does not close a workflow.", nameof(command)),
        };
        run.Commands.EnqueueClosing(new PendingCommand(new CloseMachine(run), sent, recordedAs));
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        // The event ends the run; there is nothing to compare.
    }

    private static Command Complete(WorkflowCommand.CompleteWorkflow command) => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = ProtoShapes.Payloads(command.Result) },
    };

    private static Command Fail(WorkflowCommand.FailWorkflow command) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new() { Failure = command.Failure },
    };

    private static Command Cancel() => new()
    {
        CommandType = CommandType.CancelWorkflowExecution,
        CancelWorkflowExecutionCommandAttributes = new(),
    };

    private static Command ContinueAsNew(RunState run, WorkflowCommand.ContinueAsNewWorkflow command) => new()
    {
        CommandType = CommandType.ContinueAsNewWorkflowExecution,
        ContinueAsNewWorkflowExecutionCommandAttributes = new()
        {
            WorkflowType = new() { Name = command.WorkflowType },
            TaskQueue = new() { Name = command.TaskQueue },
            Input = ProtoShapes.Payloads(command.Arguments),
            WorkflowRunTimeout = ProtoShapes.Duration(command.RunTimeout),
            WorkflowTaskTimeout = ProtoShapes.Duration(command.TaskTimeout),
            BackoffStartInterval = ProtoShapes.Duration(command.BackoffStartInterval),
            Header = ProtoShapes.Header(command.Headers),
            Memo = command.Memo ?? run.Started?.Memo,
            SearchAttributes = command.SearchAttributes ?? run.Started?.SearchAttributes,
            RetryPolicy = command.RetryPolicy ?? run.Started?.RetryPolicy,
        },
    };
}
