using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>What the ends of the run method and of handlers mean for the run.</summary>
internal sealed class WorkflowOutcomes(WorkflowContext context)
{
    /// <summary>The exception that fails the workflow task, if there is one; the first counts.</summary>
    public Exception? TaskFailure { get; private set; }

    /// <summary>True once the run's cancellation was asked for.</summary>
    public bool IsCancelRequested { get; set; }

    /// <summary>Queues a function whose exceptions decide over the run.</summary>
    public Task RunTopLevel(Func<Task> function) => context.Scheduler.Post(async () =>
    {
        try
        {
            await function();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(e);
        }
    });

    /// <summary>The run method has returned.</summary>
    public void Complete(object? result) =>
        End(new WorkflowCommand.CompleteWorkflow(context.Converter.PayloadConverter.ToPayload(result)));

    /// <summary>Code has thrown what nobody caught.</summary>
    public void Fail(Exception e)
    {
        try
        {
            if (e is ContinueAsNewException continueAsNew)
            {
                End(ContinueAsNewCommands.Create(context, continueAsNew.Input));
            }
            else if (IsCancelRequested && TemporalException.IsCanceledException(e))
            {
                End(new WorkflowCommand.CancelWorkflow());
            }
            else if (context.IsWorkflowFailure(e))
            {
                End(new WorkflowCommand.FailWorkflow(context.Converter.FailureConverter.ToFailure(e, context.Converter.PayloadConverter)));
            }
            else
            {
                FailTask(e);
            }
        }
        catch (Exception inner) when (inner is not OutOfMemoryException)
        {
            FailTask(inner);
        }
    }

    /// <summary>Fails the workflow task: the workflow stays as it is and is tried again.</summary>
    public void FailTask(Exception e) => TaskFailure ??= e;

    private void End(WorkflowCommand command) => context.Commands.AddTerminal(command);
}
