namespace Temporalio.Common;

/// <summary>One build of a worker deployment.</summary>
public sealed record WorkerDeploymentVersion(string DeploymentName, string BuildId)
{
    /// <summary>Reads the form "deployment.build".</summary>
    /// <exception cref="ArgumentException">There is no dot in it.</exception>
    public static WorkerDeploymentVersion FromCanonicalString(string canonical)
    {
        var dot = canonical.IndexOf('.', StringComparison.Ordinal);
        return dot >= 0
            ? new(canonical[..dot], canonical[(dot + 1)..])
            : throw new ArgumentException($"A worker deployment version has the form deployment.build; this is '{canonical}'.", nameof(canonical));
    }

    /// <summary>Writes the form "deployment.build".</summary>
    public string ToCanonicalString() => $"{DeploymentName}.{BuildId}";
}
