using Temporal.Server.History;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Execution;

/// <summary>A start that finds a running workflow and is content with it.</summary>
internal static class StartConflicts
{
    /// <summary>Records in the running workflow what the start wants attached to it.</summary>
    public static void Attach(Run run, Transition transition, OnConflictOptions? options, string requestId, IEnumerable<Link> links)
    {
        if (options is null)
        {
            return;
        }

        var attached = options.AttachRequestId ? requestId : "";
        if (attached.Length > 0 && !run.State.AttachedRequests.TryAdd(attached, 0))
        {
            return;
        }

        var entry = HistoryEvents.New(EventType.WorkflowExecutionOptionsUpdated, transition.Now);
        entry.WorkerMayIgnore = true;
        entry.WorkflowExecutionOptionsUpdatedEventAttributes = new WorkflowExecutionOptionsUpdatedEventAttributes { AttachedRequestId = attached };
        if (options.AttachLinks)
        {
            entry.Links.Add(links);
        }

        run.Emit(transition, entry);
        if (attached.Length > 0)
        {
            run.State.AttachedRequests[attached] = entry.EventId;
        }
    }
}
