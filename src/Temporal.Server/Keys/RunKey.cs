namespace Temporal.Server.Keys;

/// <summary>Names one run.</summary>
internal readonly record struct RunKey(string NamespaceId, string WorkflowId, string RunId);
