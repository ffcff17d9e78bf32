using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a patch activation callback decides on.</summary>
/// <param name="WorkflowInfo">The run that asks.</param>
/// <param name="PatchId">The patch it asks for.</param>
public record PatchActivationInput(WorkflowInfo WorkflowInfo, string PatchId);
