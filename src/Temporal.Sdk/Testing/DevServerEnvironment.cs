using System.Net;
using System.Net.Sockets;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>An environment on the development server of the Temporal command line.</summary>
internal sealed class DevServerEnvironment : WorkflowEnvironment
{
    private readonly DevServerProcess process;

    private DevServerEnvironment(ITemporalClient client, DevServerProcess process)
        : base(client) => this.process = process;

    public static async Task<WorkflowEnvironment> StartAsync(WorkflowEnvironmentStartLocalOptions options)
    {
        options.TargetHost ??= $"127.0.0.1:{FreePort()}";
        var process = DevServerProcess.Start(options);
        try
        {
            await process.WaitUntilReadyAsync(options).ConfigureAwait(false);
            return new DevServerEnvironment(await TemporalClient.ConnectAsync(options).ConfigureAwait(false), process);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task ShutdownAsync() => await process.DisposeAsync().ConfigureAwait(false);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
