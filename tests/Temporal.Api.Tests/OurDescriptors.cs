using Google.Protobuf.Reflection;
using Temporalio.Api.Common.V1;

namespace Temporal.Api.Tests;

/// <summary>The protocol as Temporal.Api compiles it.</summary>
internal static class OurDescriptors
{
    // google.rpc.Status under the name that the official .NET SDK gives it; it is not published.
    private const string HandWritten = "temporal.api.common.v1.GrpcStatus";

    private static readonly IReadOnlyList<FileDescriptor> Files =
    [
        .. typeof(Payload).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>(),
    ];

    public static IReadOnlyList<MessageDescriptor> Messages { get; } =
        [.. Files.SelectMany(f => f.MessageTypes).SelectMany(WithNested).Where(m => m.FullName != HandWritten && !IsMapEntry(m))];

    public static IReadOnlyList<EnumDescriptor> Enums { get; } =
        [.. Files.SelectMany(f => f.EnumTypes).Concat(Messages.SelectMany(m => m.EnumTypes))];

    public static IReadOnlyList<ServiceDescriptor> Services { get; } = [.. Files.SelectMany(f => f.Services)];

    // The compiler makes a message of each map.
    private static bool IsMapEntry(MessageDescriptor message) => message.ContainingType?.Fields.InDeclarationOrder().Any(f => f.IsMap && f.MessageType == message) == true;

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) => message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
