using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Temporal.Server.Grpc;

/// <summary>A connection whose input is watched for resets.</summary>
internal sealed class WatchedTransport(IDuplexPipe inner, StreamResets resets) : IDuplexPipe
{
    public PipeReader Input { get; } = new WatchedInput(inner.Input, resets);

    public PipeWriter Output => inner.Output;

    /// <summary>Puts it between Kestrel's HTTP/2 and the (decrypted) connection; the <see cref="StreamResets"/> is a feature of the connection.</summary>
    public static void Use(ListenOptions listen) => listen.Use(next => async connection =>
    {
        var resets = new StreamResets();
        connection.Features.Set(resets);
        connection.Transport = new WatchedTransport(connection.Transport, resets);
        await next(connection);
    });
}
