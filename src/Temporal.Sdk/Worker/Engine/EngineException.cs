namespace Temporalio.Worker.Engine;

/// <summary>A workflow task that cannot be handled, for a reason that is not the workflow's code.</summary>
internal sealed class EngineException(string message) : Exception(message);
