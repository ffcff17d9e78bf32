namespace Vibe.Workflows;

/// <summary>The task queues that workers poll.</summary>
public static class TaskQueues
{
    /// <summary>Builds and their activities, and the capacity pools.</summary>
    public const string Builds = "vibe";
}
