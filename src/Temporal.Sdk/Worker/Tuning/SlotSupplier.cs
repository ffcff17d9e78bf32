namespace Temporalio.Worker.Tuning;

/// <summary>Says how many tasks of one kind a worker may hold at once.</summary>
public abstract class SlotSupplier
{
    private protected SlotSupplier()
    {
    }
}
