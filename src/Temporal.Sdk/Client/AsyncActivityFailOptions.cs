namespace Temporalio.Client;

/// <summary>Options of failing an activity from elsewhere.</summary>
public class AsyncActivityFailOptions : ICloneable
{
    /// <summary>Gets or sets the details that the next attempt sees as the last heart-beat.</summary>
    public IReadOnlyCollection<object?>? LastHeartbeatDetails { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
