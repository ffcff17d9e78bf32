namespace Temporalio.Client.Interceptors;

/// <summary>Input of terminating a workflow.</summary>
public record TerminateWorkflowInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    string? Reason,
    WorkflowTerminateOptions? Options);
