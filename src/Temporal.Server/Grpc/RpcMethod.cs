using Google.Protobuf;

namespace Temporal.Server.Grpc;

/// <summary>One method of a service: how its request is read and who answers it.</summary>
internal sealed record RpcMethod(string Service, string Name, MessageParser Parser, Func<IMessage, RpcContext, Task<IMessage>> Handler)
{
    public const string WorkflowService = "temporal.api.workflowservice.v1.WorkflowService";
    public const string OperatorService = "temporal.api.operatorservice.v1.OperatorService";
    public const string TestService = "temporal.api.testservice.v1.TestService";

    public static RpcMethod Of<TRequest, TResponse>(string service, string name, Func<TRequest, RpcContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage =>
        new(service, name, new MessageParser<TRequest>(() => new TRequest()), async (request, context) => await handler((TRequest)request, context));
}
