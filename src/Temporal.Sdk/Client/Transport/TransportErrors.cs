using System.Net.Sockets;
using System.Security.Authentication;
using Temporalio.Exceptions;

namespace Temporalio.Client.Transport;

/// <summary>Turns what happens below gRPC into gRPC's terms.</summary>
internal static class TransportErrors
{
    private const long Http2Cancel = 0x8;
    private const long Http2EnhanceYourCalm = 0xb;

    internal static RpcException ToRpcException(Exception error, string rpc, string authority)
    {
        var reason = Innermost<HttpProtocolException>(error) is { } protocol ? protocol.Message
            : Innermost<SocketException>(error) is { } socket ? socket.Message
            : Innermost<AuthenticationException>(error) is { } tls ? $"TLS: {tls.Message}"
            : error.Message;
        var code = Innermost<HttpProtocolException>(error)?.ErrorCode switch
        {
            Http2Cancel => RpcException.StatusCode.Cancelled,
            Http2EnhanceYourCalm => RpcException.StatusCode.ResourceExhausted,
            _ => RpcException.StatusCode.Unavailable,
        };
        return new RpcException(code, $"{rpc} could not be called on {authority}: {reason} Check that a Temporal server listens there, with TLS on both sides or on neither.", error);
    }

    private static T? Innermost<T>(Exception error)
        where T : Exception
    {
        T? found = null;
        for (var current = error; current is not null; current = current.InnerException)
        {
            found = current as T ?? found;
        }

        return found;
    }
}
