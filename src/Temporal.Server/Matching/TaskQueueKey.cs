namespace Temporal.Server.Matching;

/// <summary>Names a task queue.</summary>
internal readonly record struct TaskQueueKey(string NamespaceId, bool IsActivity, string Name)
{
    public static TaskQueueKey Workflow(string namespaceId, string name) => new(namespaceId, false, name);

    public static TaskQueueKey Activity(string namespaceId, string name) => new(namespaceId, true, name);
}
