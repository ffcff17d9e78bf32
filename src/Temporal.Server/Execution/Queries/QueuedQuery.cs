using Temporal.Server.Matching;

namespace Temporal.Server.Execution.Queries;

/// <summary>A query that waits for a worker, without a workflow task.</summary>
internal sealed class QueuedQuery(QueryTask query) : QueuedTask(priority: null)
{
    public QueryTask Query => query;
}
