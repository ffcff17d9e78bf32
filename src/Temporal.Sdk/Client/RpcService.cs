using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>A service whose calls are made by name.</summary>
public abstract class RpcService
{
    /// <summary>Makes a call.</summary>
    /// <param name="rpc">The name of the method.</param>
    /// <param name="req">The request.</param>
    /// <param name="resp">The parser of the response.</param>
    /// <param name="options">Options of the call.</param>
    protected abstract Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null)
        where T : IMessage<T>;
}
