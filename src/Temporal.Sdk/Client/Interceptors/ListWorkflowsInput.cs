namespace Temporalio.Client.Interceptors;

/// <summary>Input of listing workflows.</summary>
public record ListWorkflowsInput(
    string Query,
    WorkflowListOptions? Options);
