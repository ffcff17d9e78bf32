using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Converters;

/// <summary>Descriptors of message classes, looked up once per type.</summary>
internal static class ProtoTypes
{
    private static readonly ConcurrentDictionary<Type, MessageDescriptor> Descriptors = new();

    internal static MessageDescriptor DescriptorOf(Type type) => Descriptors.GetOrAdd(type, static t =>
        typeof(IMessage).IsAssignableFrom(t) && t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is MessageDescriptor descriptor
            ? descriptor
            : throw new ArgumentException($"A payload with a protocol message reads as a message class, not as {t}."));

    internal static void CheckMessageType(MessageDescriptor descriptor, Google.Protobuf.Collections.MapField<string, ByteString> metadata)
    {
        if (metadata.TryGetValue(PayloadMetadata.MessageType, out var name) && name.ToStringUtf8() is var actual && actual != descriptor.FullName)
        {
            throw new ArgumentException($"The payload has a message of type {actual}; it cannot be read as {descriptor.FullName}.");
        }
    }
}
