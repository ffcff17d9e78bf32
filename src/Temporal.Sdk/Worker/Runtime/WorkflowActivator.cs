using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Runtime;

/// <summary>Activates instances on threads of the pool and gives up those that block.</summary>
internal static class WorkflowActivator
{
    /// <summary>Workflow code yields within this time, or is taken for blocked; without end under a debugger.</summary>
    public static readonly TimeSpan DefaultDeadlockTimeout = Debugger.IsAttached ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2);

    private const int Slices = 10;

    /// <summary>
    /// Activates an instance. When its code does not yield in time, the completion fails the task with [TMPRL1101] and says that the instance is lost.
    /// An infinite time-out waits for ever, for debugging.
    /// </summary>
    public static async Task<WorkflowActivationCompletion> ActivateAsync(
        IWorkflowInstance instance, WorkflowActivation activation, string workflowId, TimeSpan deadlockTimeout)
    {
        var isStarted = false;
        Task<WorkflowActivationCompletion> running;

        // What is ambient in the worker (traces, log scopes) is not in the workflow: it would live on in it.
        using (ExecutionContext.SuppressFlow())
        {
            running = Task.Run(() =>
            {
                Volatile.Write(ref isStarted, true);
                return instance.Activate(activation);
            });
        }

        // Time counts from the start of the code, and in slices: neither a busy thread pool nor a machine that stood still is a fault of the workflow.
        var slice = deadlockTimeout == Timeout.InfiniteTimeSpan ? deadlockTimeout : deadlockTimeout / Slices;
        for (var left = Slices; left > 0;)
        {
            var counts = Volatile.Read(ref isStarted);
            await ((Task)running).WaitAsync(slice).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompleted)
            {
                return await running.ConfigureAwait(false);
            }

            left -= counts ? 1 : 0;
        }

        return Blocked(activation, workflowId, deadlockTimeout);
    }

    private static WorkflowActivationCompletion Blocked(WorkflowActivation activation, string workflowId, TimeSpan deadlockTimeout) => new()
    {
        RunId = activation.RunId,
        IsInstanceLost = true,
        FailureCause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
        Failure = new Failure
        {
            Message = $"[TMPRL1101] Potential deadlock: workflow {workflowId} did not yield within {deadlockTimeout.TotalSeconds:0.###} s. " +
                "Workflow code must not block: replace Task.Wait, .Result, locks, Thread.Sleep and long computations by awaits or activities.",
            ApplicationFailureInfo = new ApplicationFailureInfo { Type = "PotentialDeadlockException" },
        },
    };
}
