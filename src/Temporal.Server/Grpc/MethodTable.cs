namespace Temporal.Server.Grpc;

/// <summary>The RPCs that this server answers, by path.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, RpcMethod> _methods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);

    /// <summary>A table of <paramref name="all"/>. Two _methods of one name are a mistake of the composition.</summary>
    public MethodTable(IEnumerable<RpcMethod> all)
    {
        foreach (var method in all)
        {
            _methods.Add($"/{method.Service}/{method.Name}", method);
            _services.Add(method.Service);
        }
    }

    /// <summary>The _services that have at least one method.</summary>
    public bool HasService(string service) => _services.Contains(service);

    /// <summary>The entry of <paramref name="path"/>; null where there is none.</summary>
    public RpcMethod? Find(string path) => _methods.GetValueOrDefault(path);

    /// <summary>What the real server answers for a path that <see cref="Find"/> does not know.</summary>
    public string Refusal(string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash <= 0 || path[0] != '/')
        {
            return $"malformed method name: \"{path}\"";
        }

        var service = path[1..slash];
        return _services.Contains(service)
            ? $"unknown method {path[(slash + 1)..]} for service {service}"
            : $"unknown service {service}";
    }
}
