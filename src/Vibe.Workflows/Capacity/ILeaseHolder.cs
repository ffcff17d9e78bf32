using Temporalio.Workflows;

namespace Vibe.Workflows.Capacity;

/// <summary>What a pool tells the workflows that hold its leases, whatever they do with them.</summary>
[Workflow]
public interface ILeaseHolder
{
    /// <summary>The pool grants the lease.</summary>
    [WorkflowSignal(CapacityNames.Granted)]
    Task LeaseGrantedAsync(LeaseGranted granted);

    /// <summary>The pool takes the lease back.</summary>
    [WorkflowSignal(CapacityNames.Ended)]
    Task LeaseEndedAsync(LeaseEnded ended);
}
