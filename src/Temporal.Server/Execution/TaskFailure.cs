using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Execution;

/// <summary>Why a workflow task failed.</summary>
internal sealed record TaskFailure(WorkflowTaskFailedCause Cause, Failure? Failure, string Identity, string BinaryChecksum = "");
