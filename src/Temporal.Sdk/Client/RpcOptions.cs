namespace Temporalio.Client;

/// <summary>Options of single calls.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether transient errors are retried.</summary>
    /// <value>Null: methods of the client retry, raw calls of a service do not.</value>
    public bool? Retry { get; set; }

    /// <summary>Gets or sets headers for this call, over those of the connection.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Gets or sets binary headers for this call; their names end in "-bin".</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? BinaryMetadata { get; set; }

    /// <summary>Gets or sets how long one try may take.</summary>
    /// <value>Null: 30 seconds, 70 for long polls.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets the token that cancels the call; an <see cref="OperationCanceledException" /> is then thrown.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();

    /// <summary>Makes options that are cancelled by another token too.</summary>
    /// <returns>The options, and the source that the caller has to dispose of, where one was needed.</returns>
    protected internal Tuple<RpcOptions, CancellationTokenSource?> WithAdditionalCancellationToken(CancellationToken? cancellationToken)
    {
        if (cancellationToken is not { CanBeCanceled: true } additional)
        {
            return new(this, null);
        }

        var copy = (RpcOptions)Clone();
        if (CancellationToken is not { CanBeCanceled: true } own)
        {
            copy.CancellationToken = additional;
            return new(copy, null);
        }

        var source = CancellationTokenSource.CreateLinkedTokenSource(own, additional);
        copy.CancellationToken = source.Token;
        return new(copy, source);
    }
}
