namespace Temporal.Server.Namespaces;

/// <summary>A namespace, as executions see it.</summary>
internal sealed record NamespaceRef(string Id, string Name);
