namespace Temporalio.Client;

/// <summary>Options of requesting the cancellation of a workflow.</summary>
public class WorkflowCancelOptions : ICloneable
{
    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
