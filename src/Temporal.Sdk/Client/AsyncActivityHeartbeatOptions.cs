namespace Temporalio.Client;

/// <summary>Options of a heart-beat of an activity from elsewhere.</summary>
public class AsyncActivityHeartbeatOptions : ICloneable
{
    /// <summary>Gets or sets the details of the heart-beat.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
