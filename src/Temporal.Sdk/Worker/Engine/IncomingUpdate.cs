using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Worker.Engine;

/// <summary>A request that came with a workflow task.</summary>
/// <param name="MessageId">Id of its message.</param>
/// <param name="InstanceId">Id of the protocol instance.</param>
/// <param name="SequencingEventId">Id of the event that it comes behind.</param>
/// <param name="Request">The request.</param>
internal sealed record IncomingUpdate(string MessageId, string InstanceId, long SequencingEventId, Request Request)
{
    /// <summary>Reads a message of a task.</summary>
    /// <exception cref="EngineException">The message is of a protocol that this library does not speak.</exception>
    public static IncomingUpdate Read(Message message) =>
        message.Body is { } body && body.Is(Request.Descriptor)
            ? new(message.Id, message.ProtocolInstanceId, message.EventId, body.Unpack<Request>())
            : throw new EngineException($"The workflow task has a message of an unknown kind: {message.Body?.TypeUrl}");
}
