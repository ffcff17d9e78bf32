namespace Temporalio.Client;

/// <summary>Options of reporting an activity as cancelled from elsewhere.</summary>
public class AsyncActivityReportCancellationOptions : ICloneable
{
    /// <summary>Gets or sets the details of the cancellation.</summary>
    public IReadOnlyCollection<object?>? Details { get; set; }

    /// <summary>Gets or sets options of the call itself.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
