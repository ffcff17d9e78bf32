using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>A number of workflows, in groups where the query has GROUP BY.</summary>
public class WorkflowExecutionCount
{
    /// <summary>Creates it from the message.</summary>
    protected internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(g => new AggregationGroup(g))];
    }

    /// <summary>Gets the number; approximate where the server says so.</summary>
    public long Count { get; }

    /// <summary>Gets the groups.</summary>
    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    /// <summary>One group of a count.</summary>
    public class AggregationGroup
    {
        /// <summary>Creates it from the message.</summary>
        protected internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues = [.. raw.GroupValues.Select(SearchAttributePayloads.ReadValue)];
        }

        /// <summary>Gets the number of the group.</summary>
        public long Count { get; }

        /// <summary>Gets the values that make the group.</summary>
        public IReadOnlyCollection<object> GroupValues { get; }
    }
}
