using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Runtime;

/// <summary>
/// The loop of one run: applies all jobs of an activation, schedules the run method once, then runs the scheduler until nothing is left,
/// letting one true wait condition at a time go on.
/// </summary>
internal sealed class WorkflowInstance : IWorkflowInstance
{
    /// <summary>Says in history that a run is driven by this loop; the number is that of the official SDK's flag for the same loop.</summary>
    private static readonly IReadOnlyList<uint> Flags = [2];

    private readonly WorkflowContext context;
    private bool isReady;

    public WorkflowInstance(WorkflowInstanceDetails details)
    {
        SchedulerEscapeListener.EnsureListening();
        context = new WorkflowContext(details);
    }

    /// <inheritdoc/>
    public WorkflowActivationCompletion Activate(WorkflowActivation activation)
    {
        if (activation.Jobs is [WorkflowActivationJob.RemoveFromCache])
        {
            return Completed();
        }

        context.Activation = activation;
        try
        {
            context.Scheduler.Own(() => Run(activation));
            if (context.Scheduler.TakeEscape() is { } escape)
            {
                // What the code came to after it had left may be another thing in a replay.
                context.Commands.DropEnd();
                context.Outcomes.Fail(escape);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            context.Outcomes.FailTask(e);
        }

        return context.Outcomes.TaskFailure is { } failure ? Failed(failure) : Completed();
    }

    private void Run(WorkflowActivation activation)
    {
        var isQuery = activation.Jobs.Any(j => j is WorkflowActivationJob.QueryWorkflow);
        context.Scheduler.Post(() => Apply(activation, isQuery));
        do
        {
            context.Scheduler.RunUntilEmpty();
        }
        while (!isQuery && context.Outcomes.TaskFailure is null && ResolveCondition());
        if (context.Commands.IsRunOver)
        {
            context.InProgress.WarnOfUnfinished();
        }

        context.StackTraces.Prune();
    }

    // In a task of the workflow's own, so that conditions see their workflow.
    private bool ResolveCondition()
    {
        if (!context.Conditions.Any)
        {
            return false;
        }

        var isResolved = false;
        context.Scheduler.Post(() =>
        {
            try
            {
                isResolved = context.Conditions.ResolveFirst();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                context.Outcomes.FailTask(e);
            }
        });
        context.Scheduler.RunUntilEmpty();
        return isResolved;
    }

    private void Apply(WorkflowActivation activation, bool isQuery)
    {
        try
        {
            if (!isReady)
            {
                context.InitInterceptors();
                isReady = true;
            }

            foreach (var job in activation.Jobs)
            {
                Apply(job);
            }

            if (!isQuery)
            {
                context.Main.Schedule();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            context.Outcomes.FailTask(e);
        }
    }

    private void Apply(WorkflowActivationJob job)
    {
        switch (job)
        {
            case WorkflowActivationJob.InitializeWorkflow or WorkflowActivationJob.RemoveFromCache:
                break;
            case WorkflowActivationJob.NotifyHasPatch patch:
                context.Patches.Notify(patch);
                break;
            case WorkflowActivationJob.UpdateRandomSeed seed:
                context.Reseed(seed);
                break;
            case WorkflowActivationJob.SignalWorkflow signal:
                context.Signals.Apply(signal);
                break;
            case WorkflowActivationJob.DoUpdate update:
                context.Updates.Apply(update);
                break;
            case WorkflowActivationJob.QueryWorkflow query:
                context.Queries.Apply(query);
                break;
            case WorkflowActivationJob.CancelWorkflow:
                context.Outcomes.IsCancelRequested = true;
                context.Cancel();
                break;
            default:
                Resolve(job);
                break;
        }
    }

    private void Resolve(WorkflowActivationJob job)
    {
        switch (job)
        {
            case WorkflowActivationJob.FireTimer timer:
                context.Timers.Fire(timer);
                break;
            case WorkflowActivationJob.ResolveActivity activity:
                context.Activities.Resolve(activity);
                break;
            case WorkflowActivationJob.ResolveChildWorkflowStart start:
                context.Children.ResolveStart(start);
                break;
            case WorkflowActivationJob.ResolveChildWorkflow child:
                context.Children.Resolve(child);
                break;
            case WorkflowActivationJob.ResolveSignalExternal signal:
                context.Externals.ResolveSignal(signal);
                break;
            case WorkflowActivationJob.ResolveCancelExternal cancel:
                context.Externals.ResolveCancel(cancel);
                break;
            default:
                throw new InvalidOperationException($"The job {job.GetType().Name} is not known to this version of the worker.");
        }
    }

    private WorkflowActivationCompletion Completed() => new()
    {
        RunId = context.Info.RunId,
        Commands = context.Commands.Take(),
        UsedFlags = Flags,
    };

    private WorkflowActivationCompletion Failed(Exception failure)
    {
        context.Commands.Take();
        return new WorkflowActivationCompletion
        {
            RunId = context.Info.RunId,
            Failure = context.Converter.FailureConverter.ToFailure(failure, context.Converter.PayloadConverter),
            FailureCause = failure is WorkflowNondeterminismException
                ? WorkflowTaskFailedCause.NonDeterministicError
                : WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
        };
    }
}
