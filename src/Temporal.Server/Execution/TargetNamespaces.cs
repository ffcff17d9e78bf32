using Temporal.Server.Namespaces;

namespace Temporal.Server.Execution;

/// <summary>Where a command acts that may name another namespace.</summary>
internal static class TargetNamespaces
{
    /// <summary>The named namespace, or the run's own where none is named.</summary>
    /// <exception cref="Grpc.ServiceException">There is none of that name.</exception>
    public static NamespaceRef Of(Run run, string name) => name.Length == 0 || name == run.State.Namespace
        ? new NamespaceRef(run.State.NamespaceId, run.State.Namespace)
        : run.Host.Namespaces.Resolve(name);
}
