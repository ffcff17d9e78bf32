namespace Temporalio.Client;

/// <summary>Options of completing an activity from elsewhere.</summary>
public class AsyncActivityCompleteOptions : ICloneable
{
    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
