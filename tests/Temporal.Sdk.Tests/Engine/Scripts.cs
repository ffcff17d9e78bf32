using Temporalio.Worker.Activations;
using Temporalio.Workflows;
using Job = Temporalio.Worker.Activations.WorkflowActivationJob;

namespace Temporal.Sdk.Tests.Engine;

/// <summary>Pieces of scripted workflow code.</summary>
internal static class Scripts
{
    public static bool Has<T>(this WorkflowActivation activation)
        where T : Job => activation.Jobs.Any(job => job is T);

    /// <summary>Gives commands on the first activation; afterwards nothing.</summary>
    public static Func<WorkflowActivation, IEnumerable<WorkflowCommand>> AtStart(params WorkflowCommand[] commands) =>
        activation => activation.Has<Job.InitializeWorkflow>() ? commands : [];

    public static WorkflowCommand.StartTimer Timer(uint seq) => new(seq, TimeSpan.FromSeconds(1));

    public static WorkflowCommand.ScheduleActivity Activity(
        uint seq, string type = "Act", ActivityCancellationType cancellation = ActivityCancellationType.TryCancel) => new(seq)
        {
            ActivityId = $"{seq}",
            ActivityType = type,
            TaskQueue = "queue",
            CancellationType = cancellation,
        };

    public static WorkflowCommand.StartChildWorkflow Child(
        uint seq, ChildWorkflowCancellationType cancellation = ChildWorkflowCancellationType.WaitCancellationCompleted) => new(seq)
        {
            Namespace = "default",
            WorkflowId = $"child-{seq}",
            WorkflowType = "Child",
            TaskQueue = "queue",
            CancellationType = cancellation,
        };

    public static WorkflowCommand.SignalExternalWorkflow Signal(uint seq) =>
        new(seq) { Namespace = "default", WorkflowId = "other", SignalName = "sig" };
}
