namespace Temporalio.Client.Interceptors;

/// <summary>Input of listing workflows page by page.</summary>
public record ListWorkflowsPaginatedInput(
    string Query,
    byte[]? NextPageToken,
    WorkflowListPaginatedOptions? Options);
