using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>Deployment of a worker. Tasks are not routed by version: the version names the worker's options in a host and is not told to the server.</summary>
public class WorkerDeploymentOptions : ICloneable
{
    /// <summary>Creates empty options.</summary>
    public WorkerDeploymentOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="version">Deployment version.</param>
    /// <param name="useWorkerVersioning">Has to be false: workers refuse to start with true.</param>
    public WorkerDeploymentOptions(WorkerDeploymentVersion version, bool useWorkerVersioning)
    {
        Version = version;
        UseWorkerVersioning = useWorkerVersioning;
    }

    /// <summary>Deployment version of this worker.</summary>
    public WorkerDeploymentVersion? Version { get; set; }

    /// <summary>Whether tasks are routed by version. A worker refuses to start with true.</summary>
    public bool UseWorkerVersioning { get; set; }

    /// <summary>Versioning behaviour of workflows that name none. Without effect while versioned routing is off.</summary>
    public VersioningBehavior DefaultVersioningBehavior { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
