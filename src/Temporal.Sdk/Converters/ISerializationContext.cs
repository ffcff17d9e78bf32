using Temporalio.Activities;

namespace Temporalio.Converters;

/// <summary>What a value is converted for.</summary>
public interface ISerializationContext
{
    /// <summary>A context that has a namespace and perhaps a workflow.</summary>
    public interface IHasWorkflow : ISerializationContext
    {
        /// <summary>Gets the namespace.</summary>
        string Namespace { get; }

        /// <summary>Gets the id of the workflow, where there is one.</summary>
        string? WorkflowId { get; }
    }

    /// <summary>The value belongs to an activity.</summary>
    public sealed record Activity(
        string Namespace,
        string? ActivityId,
        string? WorkflowId,
        string? WorkflowType,
        string? ActivityType,
        string? ActivityTaskQueue,
        bool IsLocal) : IHasWorkflow
    {
        /// <summary>Creates the context of an activity that runs.</summary>
        public Activity(ActivityInfo info)
            : this(info.Namespace, info.ActivityId, info.WorkflowId, info.WorkflowType, info.ActivityType, info.TaskQueue, info.IsLocal)
        {
        }
    }

    /// <summary>The value belongs to a workflow.</summary>
    public sealed record Workflow(string Namespace, string WorkflowId) : IHasWorkflow;
}
