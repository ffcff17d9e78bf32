namespace Temporalio.Client;

/// <summary>How calls are retried whose errors say that trying again may help.</summary>
public class RpcRetryOptions : ICloneable
{
    /// <summary>Gets or sets the wait before the first retry.</summary>
    /// <value>100 milliseconds.</value>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets or sets the share of a wait that is random, both ways.</summary>
    /// <value>0.2.</value>
    public float RandomizationFactor { get; set; } = 0.2f;

    /// <summary>Gets or sets the factor by which the wait grows.</summary>
    /// <value>1.7.</value>
    public float Multiplier { get; set; } = 1.7f;

    /// <summary>Gets or sets the longest wait.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the time after which there is no other try; null for no limit.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the number of retries.</summary>
    /// <value>10.</value>
    public int MaxRetries { get; set; } = 10;

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
