namespace Temporalio.Client;

/// <summary>Options of an update.</summary>
public class WorkflowUpdateOptions : ICloneable
{
    /// <summary>Creates options.</summary>
    public WorkflowUpdateOptions()
    {
    }

    /// <summary>Creates options with the id of the update.</summary>
    public WorkflowUpdateOptions(string id) => Id = id;

    /// <summary>Gets or sets the id of the update: the same id is handled once.</summary>
    /// <value>Null: a new one.</value>
    public string? Id { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
