namespace Temporal.Server.Execution;

/// <summary>Who takes a task.</summary>
internal sealed record PollInfo(string Identity, string RequestId, bool IsSticky);
