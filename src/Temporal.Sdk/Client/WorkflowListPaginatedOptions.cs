namespace Temporalio.Client;

/// <summary>Options of listing workflows page by page.</summary>
public class WorkflowListPaginatedOptions : ICloneable
{
    /// <summary>Gets or sets the size of a page.</summary>
    /// <value>0: as the server likes.</value>
    public int PageSize { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
