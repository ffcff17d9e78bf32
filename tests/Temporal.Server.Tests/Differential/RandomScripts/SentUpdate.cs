using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>An update that a client of a random script has asked for.</summary>
internal sealed record SentUpdate(string Workflow, string RunId, string Id, UpdateWorkflowExecutionLifecycleStage Wanted, OpenCall Call);
