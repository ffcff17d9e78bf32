namespace Temporal.Sdk.Tests.Workflows;

/// <summary>Workflow tests run one after the other: they share a server and two processors.</summary>
[CollectionDefinition("workflows")]
public class WorkflowTestGroup;
