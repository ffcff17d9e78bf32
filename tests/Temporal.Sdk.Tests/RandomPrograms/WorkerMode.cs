namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>What happens to the workers while random programs run.</summary>
internal enum WorkerMode
{
    /// <summary>Nothing; the cache has its default size.</summary>
    Cached,

    /// <summary>Nothing; there is no cache.</summary>
    Uncached,

    /// <summary>Nothing; two workers share the work, with caches that are too small.</summary>
    Crowded,

    /// <summary>One is shut down and another started, again and again.</summary>
    Rolling,

    /// <summary>One dies and another is started, again and again.</summary>
    Killed,

    /// <summary>The server goes away and comes back, again and again.</summary>
    ServerRestarts,
}
