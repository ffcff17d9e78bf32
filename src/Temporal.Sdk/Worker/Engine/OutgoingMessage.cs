using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Protocol.V1;

namespace Temporalio.Worker.Engine;

/// <summary>A protocol message to the server. Its body is packed when it is sent, because its payloads may have to be encoded before.</summary>
internal sealed record OutgoingMessage(string Id, string InstanceId, IMessage Body)
{
    public Message ToProto() => new() { Id = Id, ProtocolInstanceId = InstanceId, Body = Any.Pack(Body) };
}
