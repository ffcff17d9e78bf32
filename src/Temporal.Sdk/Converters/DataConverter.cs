namespace Temporalio.Converters;

/// <summary>How values and exceptions become payloads and failures: converter, failure converter, and a codec that may encrypt.</summary>
public record DataConverter(
    IPayloadConverter PayloadConverter,
    IFailureConverter FailureConverter,
    IPayloadCodec? PayloadCodec = null) : IWithSerializationContext<DataConverter>
{
    /// <summary>Gets the converter with the official encodings and no codec.</summary>
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());

    /// <inheritdoc />
    public virtual DataConverter WithSerializationContext(ISerializationContext context)
    {
        var payloadConverter = PayloadConverter is IWithSerializationContext<IPayloadConverter> p ? p.WithSerializationContext(context) : PayloadConverter;
        var failureConverter = FailureConverter is IWithSerializationContext<IFailureConverter> f ? f.WithSerializationContext(context) : FailureConverter;
        var payloadCodec = PayloadCodec is IWithSerializationContext<IPayloadCodec> c ? c.WithSerializationContext(context) : PayloadCodec;
        return ReferenceEquals(payloadConverter, PayloadConverter) && ReferenceEquals(failureConverter, FailureConverter) && ReferenceEquals(payloadCodec, PayloadCodec)
            ? this
            : this with { PayloadConverter = payloadConverter, FailureConverter = failureConverter, PayloadCodec = payloadCodec };
    }
}
