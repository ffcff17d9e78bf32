using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Client.Transport;

/// <summary>What is known of a method once and for all its calls.</summary>
internal sealed class GrpcMethod
{
    private readonly FieldDescriptor? namespaceField;

    private GrpcMethod(Uri address, string rpc, FieldDescriptor? namespaceField)
    {
        Address = address;
        Rpc = rpc;
        this.namespaceField = namespaceField;
        IsTaskPoll = rpc is "PollWorkflowTaskQueue" or "PollActivityTaskQueue";
        IsAlwaysLongPoll = IsTaskPoll || rpc is "PollWorkflowExecutionUpdate" or "UpdateWorkflowExecution";
    }

    internal Uri Address { get; }

    internal string Rpc { get; }

    /// <summary>Gets a value indicating whether a worker asks for work by it.</summary>
    internal bool IsTaskPoll { get; }

    /// <summary>Gets a value indicating whether the server holds its calls until there is something to say.</summary>
    internal bool IsAlwaysLongPoll { get; }

    internal static GrpcMethod Create(Uri server, (string Service, string Rpc) name, MessageDescriptor request)
    {
        var field = request.FindFieldByName("namespace");
        return new(new Uri(server, $"/{name.Service}/{name.Rpc}"), name.Rpc, field?.FieldType == FieldType.String ? field : null);
    }

    internal string? NamespaceOf(IMessage request) => namespaceField?.Accessor.GetValue(request) as string;
}
