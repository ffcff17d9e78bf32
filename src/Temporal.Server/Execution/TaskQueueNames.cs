namespace Temporal.Server.Execution;

/// <summary>Names of task queues.</summary>
internal static class TaskQueueNames
{
    private const string Reserved = "/_sys/";

    /// <summary>What is wrong with a name, in the real server's words; null when nothing is.</summary>
    public static string? Check(string name, int limit) =>
        name.Length == 0 ? "missing task queue name"
        : name.Length > limit ? "taskQueue length exceeds limit"
        : name.StartsWith(Reserved, StringComparison.Ordinal) ? $"task queue name cannot start with reserved prefix {Reserved}"
        : null;
}
