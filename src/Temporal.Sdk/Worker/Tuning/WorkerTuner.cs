namespace Temporalio.Worker.Tuning;

/// <summary>Slot suppliers of a worker, given one by one.</summary>
public class WorkerTuner : IWorkerTuner
{
    /// <summary>Creates a tuner.</summary>
    /// <param name="workflowTaskSlotSupplier">Slots for workflow tasks.</param>
    /// <param name="activityTaskSlotSupplier">Slots for activity tasks.</param>
    /// <param name="localActivitySlotSupplier">Accepted for source compatibility; without effect.</param>
    /// <param name="nexusTaskSlotSupplier">Accepted for source compatibility; without effect.</param>
    public WorkerTuner(
        SlotSupplier workflowTaskSlotSupplier,
        SlotSupplier activityTaskSlotSupplier,
        SlotSupplier localActivitySlotSupplier,
        SlotSupplier nexusTaskSlotSupplier)
    {
        ArgumentNullException.ThrowIfNull(localActivitySlotSupplier);
        ArgumentNullException.ThrowIfNull(nexusTaskSlotSupplier);
        WorkflowTaskSlotSupplier = workflowTaskSlotSupplier ?? throw new ArgumentNullException(nameof(workflowTaskSlotSupplier));
        ActivityTaskSlotSupplier = activityTaskSlotSupplier ?? throw new ArgumentNullException(nameof(activityTaskSlotSupplier));
    }

    /// <inheritdoc />
    public SlotSupplier WorkflowTaskSlotSupplier { get; init; }

    /// <inheritdoc />
    public SlotSupplier ActivityTaskSlotSupplier { get; init; }

    /// <summary>A tuner with fixed numbers of slots.</summary>
    /// <param name="workflowTaskSlots">Workflow tasks at once.</param>
    /// <param name="activityTaskSlots">Activity tasks at once.</param>
    /// <param name="localActivitySlots">Without effect.</param>
    /// <param name="nexusTaskSlots">Without effect.</param>
    /// <returns>The tuner.</returns>
    public static WorkerTuner CreateFixedSize(
        int workflowTaskSlots, int activityTaskSlots, int localActivitySlots, int nexusTaskSlots = 100) =>
        new(
            new FixedSizeSlotSupplier(workflowTaskSlots),
            new FixedSizeSlotSupplier(activityTaskSlots),
            new FixedSizeSlotSupplier(localActivitySlots),
            new FixedSizeSlotSupplier(nexusTaskSlots));
}
