using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Temporal.Server.Grpc;

/// <summary>Where and how to listen.</summary>
/// <param name="EndPoint">Address and port; port 0 takes a free one.</param>
/// <param name="Configure">Ordinary Kestrel configuration of the end point, for example <c>UseHttps</c>.</param>
internal sealed record GrpcListenerOptions(IPEndPoint EndPoint, Action<ListenOptions>? Configure = null);
