using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Names of workers' options: by task queue and version, so that a host may have several of them.</summary>
internal static class WorkerServiceNames
{
    public static string Of(string taskQueue, string? version) => version is null ? taskQueue : $"{taskQueue}!!!__temporal__!!!{version}";

    public static string Of(TemporalWorkerServiceIdentifier id) => Of(id.TaskQueue, id.Version);

    public static string Of(ITemporalWorkerServiceOptionsBuilder builder) =>
        builder is TemporalWorkerServiceOptionsBuilder { OptionsName: { Length: > 0 } name } ? name : builder.TaskQueue;

    public static string? VersionOf(WorkerDeploymentOptions? options) => options?.Version?.ToCanonicalString();

    public static void RefuseBuildId(string? buildId)
    {
        if (buildId is not null)
        {
            throw new NotSupportedException("Workers by build id are not supported: use the overload without one");
        }
    }
}
