namespace Temporalio.Converters;

/// <summary>Options of <see cref="DefaultFailureConverter" />.</summary>
public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether message and stack trace go into a payload, where a codec can encrypt them.</summary>
    public bool EncodeCommonAttributes { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
