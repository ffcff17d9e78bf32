using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Converts by a list of encodings: the first that takes a value encodes it, the one of the payload's name decodes it.</summary>
public class DefaultPayloadConverter : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    /// <summary>Creates the converter with the encodings that every SDK has.</summary>
    public DefaultPayloadConverter()
        : this(JsonSerializerOptions.Default)
    {
    }

    /// <summary>Creates the converter with the encodings that every SDK has, and JSON of its own.</summary>
    public DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions))
    {
    }

    /// <summary>Creates the converter with a list of encodings.</summary>
    public DefaultPayloadConverter(params IEncodingConverter[] encodingConverters)
    {
        EncodingConverters = encodingConverters;
        IndexedEncodingConverters = encodingConverters.ToDictionary(c => ByteString.CopyFromUtf8(c.Encoding));
    }

    /// <summary>Gets the encodings in the order in which they are asked.</summary>
    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; }

    /// <summary>Gets the encodings by name.</summary>
    protected IReadOnlyDictionary<ByteString, IEncodingConverter> IndexedEncodingConverters { get; }

    /// <inheritdoc />
    public Payload ToPayload(object? value)
    {
        if (value is IRawValue raw)
        {
            return raw.Payload;
        }

        foreach (var converter in EncodingConverters)
        {
            if (converter.TryToPayload(value, out var payload) && payload is not null)
            {
                return payload;
            }
        }

        throw new ArgumentException($"No encoding takes a value of type {value?.GetType()}. Add an IEncodingConverter for it.", nameof(value));
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(RawValue) || type == typeof(IRawValue))
        {
            return new RawValue(payload);
        }

        if (!payload.Metadata.TryGetValue(PayloadMetadata.Encoding, out var encoding))
        {
            throw new ArgumentException("The payload names no encoding, so it cannot be read.", nameof(payload));
        }

        return IndexedEncodingConverters.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new KeyNotFoundException($"Unknown payload encoding {encoding.ToStringUtf8()}. A codec that decodes it, or an IEncodingConverter, is missing.");
    }

    /// <inheritdoc />
    public virtual IPayloadConverter WithSerializationContext(ISerializationContext context)
    {
        // A class derived from this one may hold more than the list, so it is not rebuilt from the list.
        if (GetType() != typeof(DefaultPayloadConverter) || !EncodingConverters.Any(c => c is IWithSerializationContext<IEncodingConverter>))
        {
            return this;
        }

        return new DefaultPayloadConverter(
            [.. EncodingConverters.Select(c => c is IWithSerializationContext<IEncodingConverter> with ? with.WithSerializationContext(context) : c)]);
    }
}
