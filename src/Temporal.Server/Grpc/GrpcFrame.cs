using System.Buffers;

namespace Temporal.Server.Grpc;

/// <summary>The payload of one length-prefixed message, in buffers that belong to the connection.</summary>
internal readonly record struct GrpcFrame(ReadOnlySequence<byte> Payload, bool IsCompressed);
