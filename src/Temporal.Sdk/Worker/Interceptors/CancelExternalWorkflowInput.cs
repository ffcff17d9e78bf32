namespace Temporalio.Worker.Interceptors;

/// <summary>What cancelling another workflow takes.</summary>
/// <param name="Id">The workflow.</param>
/// <param name="RunId">The run, or null for the newest.</param>
public record CancelExternalWorkflowInput(string Id, string? RunId);
