using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Visibility;

/// <summary>A page of a list.</summary>
/// <param name="Executions">The records.</param>
/// <param name="Next">Where the next page starts; null where there is none.</param>
internal sealed record VisibilityPage(IReadOnlyList<WorkflowExecutionInfo> Executions, VisibilityPosition? Next);
