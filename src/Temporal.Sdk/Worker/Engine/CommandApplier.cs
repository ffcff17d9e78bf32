using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine.Machines;

namespace Temporalio.Worker.Engine;

/// <summary>Turns what the workflow's code asked for into state machines and commands.</summary>
internal sealed class CommandApplier(RunState run)
{
    /// <summary>Applies the commands of one activation.</summary>
    /// <param name="commands">The commands, in the order given.</param>
    /// <returns>Answers to queries; they are no part of history.</returns>
    public List<WorkflowCommand.RespondToQuery>? Apply(IReadOnlyList<WorkflowCommand> commands)
    {
        List<WorkflowCommand.RespondToQuery>? answers = null;
        WorkflowCommand? closing = null;
        for (var i = 0; i < commands.Count; i++)
        {
            var command = commands[i];
            if (command is WorkflowCommand.RespondToQuery answer)
            {
                (answers ??= []).Add(answer);
            }
            else if (CloseMachine.IsClosing(command))
            {
                closing ??= command;
                if (!run.Flags.IsOn(SdkFlags.MoveTerminalCommands, run.IsReplaying))
                {
                    break;
                }
            }
            else if (!HasClosed || run.Flags.IsOn(SdkFlags.MoveTerminalCommands, run.IsReplaying))
            {
                ApplyOne(command);
            }
        }

        if (closing is not null && !HasClosed)
        {
            CloseMachine.Start(run, closing);
            HasClosed = true;
        }

        return answers;
    }

    /// <summary>Whether the workflow's code has ended the run.</summary>
    public bool HasClosed { get; private set; }

    private void ApplyOne(WorkflowCommand command)
    {
        switch (command)
        {
            case WorkflowCommand.StartTimer timer:
                _ = new TimerMachine(run, timer);
                break;
            case WorkflowCommand.CancelTimer cancel:
                run.Timers.GetValueOrDefault(cancel.Seq)?.Cancel();
                break;
            case WorkflowCommand.ScheduleActivity activity:
                _ = new ActivityMachine(run, activity);
                break;
            case WorkflowCommand.RequestCancelActivity cancel:
                run.Activities.GetValueOrDefault(cancel.Seq)?.Cancel();
                break;
            case WorkflowCommand.StartChildWorkflow child:
                _ = new ChildWorkflowMachine(run, child);
                break;
            case WorkflowCommand.CancelChildWorkflow cancel:
                run.Children.GetValueOrDefault(cancel.Seq)?.Cancel(cancel.Reason);
                break;
            case WorkflowCommand.SignalExternalWorkflow signal:
                _ = new ExternalSignalMachine(run, signal);
                break;
            case WorkflowCommand.CancelSignalWorkflow cancel:
                run.Signals.GetValueOrDefault(cancel.Seq)?.Cancel();
                break;
            case WorkflowCommand.RequestCancelExternalWorkflow cancel:
                _ = new ExternalCancelMachine(run, cancel);
                break;
            case WorkflowCommand.SetPatchMarker patch:
                PatchMachine.Start(run, patch);
                break;
            case WorkflowCommand.UpsertSearchAttributes upsert:
                UpsertMachine.Start(run, upsert.SearchAttributes);
                break;
            case WorkflowCommand.ModifyWorkflowProperties modify:
                UpsertMachine.Start(run, modify);
                break;
            case WorkflowCommand.UpdateResponse response:
                Respond(response);
                break;
            default:
                throw new EngineException($"The workflow gave a command that this worker does not know: {command.GetType().Name}");
        }
    }

    private void Respond(WorkflowCommand.UpdateResponse response)
    {
        if (!run.Updates.TryGetValue(response.ProtocolInstanceId, out var update))
        {
            throw new EngineException($"The workflow answered update '{response.ProtocolInstanceId}', which is not open.");
        }

        update.Respond(response.Outcome);
    }
}
