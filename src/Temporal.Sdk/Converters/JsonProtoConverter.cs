using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>The encoding of protocol messages as JSON.</summary>
public class JsonProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/protobuf");

    private static readonly JsonParser LenientParser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Creates the converter with the standard JSON form; unknown fields are ignored.</summary>
    public JsonProtoConverter()
        : this(JsonFormatter.Default, LenientParser)
    {
    }

    /// <summary>Creates the converter with a formatter and a parser of its own.</summary>
    public JsonProtoConverter(JsonFormatter formatter, JsonParser parser)
    {
        Formatter = formatter;
        Parser = parser;
    }

    /// <summary>Gets the formatter.</summary>
    protected JsonFormatter Formatter { get; }

    /// <summary>Gets the parser.</summary>
    protected JsonParser Parser { get; }

    /// <inheritdoc />
    public string Encoding => "json/protobuf";

    /// <inheritdoc />
    public bool TryToPayload(object? value, out Payload? payload)
    {
        if (value is not IMessage message)
        {
            payload = null;
            return false;
        }

        payload = new Payload
        {
            Metadata =
            {
                [PayloadMetadata.Encoding] = EncodingBytes,
                [PayloadMetadata.MessageType] = ByteString.CopyFromUtf8(message.Descriptor.FullName),
            },
            Data = ByteString.CopyFromUtf8(Formatter.Format(message)),
        };
        return true;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        var descriptor = ProtoTypes.DescriptorOf(type);
        ProtoTypes.CheckMessageType(descriptor, payload.Metadata);
        return Parser.Parse(payload.Data.ToStringUtf8(), descriptor);
    }
}
