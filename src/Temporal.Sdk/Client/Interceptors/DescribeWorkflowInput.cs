namespace Temporalio.Client.Interceptors;

/// <summary>Input of describing a workflow.</summary>
public record DescribeWorkflowInput(
    string Id,
    string? RunId,
    WorkflowDescribeOptions? Options);
