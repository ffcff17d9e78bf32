namespace Temporal.Server.Operator;

/// <summary>How this service names itself.</summary>
internal sealed class ClusterIdentity(string id, string storeKind)
{
    /// <summary>The version of the real server whose behaviour this one follows.</summary>
    public const string ServerVersion = "1.29.1";

    public string Id { get; } = id;

    public string StoreKind { get; } = storeKind;

    /// <summary><c>host:port</c>, known once the listener is bound.</summary>
    public string Address { get; set; } = string.Empty;
}
