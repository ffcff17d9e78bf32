namespace Temporalio.Worker.Tuning;

/// <summary>The slot suppliers of a worker.</summary>
public interface IWorkerTuner
{
    /// <summary>Slots for workflow tasks.</summary>
    SlotSupplier WorkflowTaskSlotSupplier { get; }

    /// <summary>Slots for activity tasks.</summary>
    SlotSupplier ActivityTaskSlotSupplier { get; }
}
