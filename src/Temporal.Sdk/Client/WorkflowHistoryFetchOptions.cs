using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>Options of fetching a whole history.</summary>
public class WorkflowHistoryFetchOptions : ICloneable
{
    /// <summary>Gets or sets which events are fetched.</summary>
    /// <value>All.</value>
    public HistoryEventFilterType EventFilterType { get; set; } = HistoryEventFilterType.AllEvent;

    /// <summary>Gets or sets a value indicating whether archived histories are left out.</summary>
    /// <value>False.</value>
    public bool SkipArchival { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
