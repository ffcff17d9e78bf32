using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Temporal.Sdk.Tests.Client.Transport;

/// <summary>A gRPC server whose every answer a test writes.</summary>
internal sealed class FakeGrpcServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, Func<FakeGrpcCall, Task>> answers = new();

    private FakeGrpcServer(WebApplication application) => this.application = application;

    public ConcurrentQueue<FakeGrpcCall> Calls { get; } = new();

    public int Port { get; private set; }

    public string Address => $"127.0.0.1:{Port}";

    public static async Task<FakeGrpcServer> StartAsync(X509Certificate2? certificate = null, Action<X509Certificate2?>? onClientCertificate = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                listen.UseHttps(certificate, https =>
                {
                    https.ClientCertificateMode = onClientCertificate is null ? ClientCertificateMode.NoCertificate : ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (client, _, _) =>
                    {
                        onClientCertificate?.Invoke(client);
                        return true;
                    };
                });
            }
        }));
        var server = new FakeGrpcServer(builder.Build());
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        server.Port = new Uri(server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return server;
    }

    /// <summary>Sets what a method answers.</summary>
    public FakeGrpcServer On(string rpc, Func<FakeGrpcCall, Task> answer)
    {
        answers[rpc] = answer;
        return this;
    }

    public IReadOnlyList<FakeGrpcCall> CallsOf(string rpc) => [.. Calls.Where(c => c.Rpc == rpc)];

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await FakeGrpcCall.ReadAsync(context);
        Calls.Enqueue(call);
        if (answers.TryGetValue(call.Rpc, out var answer))
        {
            await answer(call);
        }
        else if (call.Rpc == "GetSystemInfo")
        {
            await call.ReplyAsync(new Temporalio.Api.WorkflowService.V1.GetSystemInfoResponse { ServerVersion = "fake" });
        }
        else
        {
            call.Refuse(12, $"unknown method {call.Rpc}");
        }
    }
}
