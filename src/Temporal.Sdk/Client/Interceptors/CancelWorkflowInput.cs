namespace Temporalio.Client.Interceptors;

/// <summary>Input of requesting a cancellation.</summary>
public record CancelWorkflowInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    WorkflowCancelOptions? Options);
