namespace Temporalio.Client;

/// <summary>A page of a list of workflows; the token is null on the last one.</summary>
public record WorkflowListPage(IReadOnlyCollection<WorkflowExecution> Workflows, byte[]? NextPageToken);
