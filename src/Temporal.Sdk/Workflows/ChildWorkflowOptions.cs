using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow is started.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Creates options with their defaults.</summary>
    public ChildWorkflowOptions()
    {
    }

    /// <summary>The child's workflow id; null takes a random one.</summary>
    public string? Id { get; set; }

    /// <summary>The queue; null takes the parent's.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line for user interfaces.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Several lines for user interfaces.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>What cancelling does.</summary>
    public ChildWorkflowCancellationType CancellationType { get; set; } = ChildWorkflowCancellationType.WaitCancellationCompleted;

    /// <summary>Cancels the call; null takes <see cref="Workflow.CancellationToken"/>.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>What becomes of the child when the parent closes.</summary>
    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    /// <summary>The child with its retries and its continuations.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>One run of the child.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>One workflow task of the child.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Whether the id may be used again after an earlier workflow has closed.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>How failed runs are repeated; null repeats nothing.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>A cron line by which the child is started again and again.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>The child's memo.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>The child's search attributes.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Order among waiting tasks of the queue.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
