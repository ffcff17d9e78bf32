using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>The encoding of protocol messages in their binary form.</summary>
public class BinaryProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/protobuf");

    /// <inheritdoc />
    public string Encoding => "binary/protobuf";

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
            Data = message.ToByteString(),
        };
        return true;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type)
    {
        var descriptor = ProtoTypes.DescriptorOf(type);
        ProtoTypes.CheckMessageType(descriptor, payload.Metadata);
        return descriptor.Parser.ParseFrom(payload.Data);
    }
}
