namespace Temporalio.Client.Interceptors;

/// <summary>Input of counting workflows.</summary>
public record CountWorkflowsInput(
    string Query,
    WorkflowCountOptions? Options);
