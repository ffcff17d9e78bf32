using Temporal.Server.Execution.State;
using Temporal.Server.Keys;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>What runs do to each other. Each call returns at once; the result comes back as a transition of the asking run.</summary>
internal interface ICrossRunWork
{
    void StartChild(Run parent, ChildState child, HistoryEvent initiated);

    /// <summary>A run with a parent has closed (and is not followed by another run).</summary>
    void ChildClosed(ParentLink parent, WorkflowExecution child, string firstRunId, HistoryEvent close);

    void Signal(RunKey source, HistoryEvent initiated, string requestId);

    void Cancel(RunKey source, HistoryEvent initiated, string requestId);

    /// <summary>The parent has closed: what its close policy says happens to the child.</summary>
    void ParentClosed(RunKey parent, ChildState child);
}
