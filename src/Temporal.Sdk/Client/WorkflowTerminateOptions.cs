namespace Temporalio.Client;

/// <summary>Options of terminating a workflow.</summary>
public class WorkflowTerminateOptions : ICloneable
{
    /// <summary>Gets or sets details that are kept with the termination.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
