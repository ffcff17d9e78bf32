using System.Net;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Hosting;
using Temporalio.Api.TestService.V1;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>An environment on the embedded server.</summary>
internal sealed class EmbeddedEnvironment : WorkflowEnvironment
{
    private readonly EmbeddedTemporalServer server;
    private readonly TimeSkipping? skipping;

    private EmbeddedEnvironment(ITemporalClient client, EmbeddedTemporalServer server, TimeSkipping? skipping)
        : base(client)
    {
        this.server = server;
        this.skipping = skipping;
    }

    public override bool SupportsTimeSkipping => skipping is not null;

    public static async Task<WorkflowEnvironment> StartAsync(TemporalClientConnectOptions options, TimeSkipping? skipping)
    {
        var local = options as WorkflowEnvironmentStartLocalOptions;
        Refuse(local);
        var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                Listen = options.TargetHost is { } host ? IPEndPoint.Parse(host) : new IPEndPoint(IPAddress.Loopback, 0),
                Namespaces = options.Namespace == "default" ? [] : [options.Namespace],
                SearchAttributes = (local?.SearchAttributes ?? []).ToDictionary(key => key.Name, key => (SearchAttributeKind)key.ValueType),
                TimeSkipping = skipping is not null,
                LoggerFactory = options.LoggerFactory,
            },
            CancellationToken.None).ConfigureAwait(false);
        try
        {
            options.TargetHost = server.Address;
            return new EmbeddedEnvironment(await ConnectAsync(options, skipping).ConfigureAwait(false), server, skipping);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task<DateTime> GetCurrentTimeAsync() => skipping is null
        ? await base.GetCurrentTimeAsync().ConfigureAwait(false)
        : (await Client.Connection.TestService.GetCurrentTimeAsync(new Empty()).ConfigureAwait(false)).Time.ToDateTime();

    public override Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) => skipping is null
        ? base.DelayAsync(delay, cancellationToken)
        : Client.Connection.TestService.UnlockTimeSkippingWithSleepAsync(
            new SleepRequest { Duration = Duration.FromTimeSpan(delay) }, new RpcOptions { CancellationToken = cancellationToken });

    public override async Task ShutdownAsync() => await server.DisposeAsync().ConfigureAwait(false);

    private protected override IDisposable? DisableAutoTimeSkipping() => skipping?.Disable();

    private static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options, TimeSkipping? skipping)
    {
        if (skipping is null)
        {
            return await TemporalClient.ConnectAsync(options).ConfigureAwait(false);
        }

        var connection = await TemporalConnection.ConnectAsync(options).ConfigureAwait(false);
        var clientOptions = options.ToClientOptions();
        clientOptions.Interceptors = [.. options.Interceptors ?? [], new TimeSkippingInterceptor(skipping, () => connection.TestService)];
        return new TemporalClient(connection, clientOptions);
    }

    private static void Refuse(WorkflowEnvironmentStartLocalOptions? options)
    {
        if (options is { UI: true } or { DevServerOptions.DatabaseFilename: not null } or { DevServerOptions.ExtraArgs.Count: > 0 })
        {
            throw new NotSupportedException(
                "UI, DatabaseFilename and ExtraArgs are options of the Temporal command line: set DevServerOptions.ExistingPath to where it is");
        }
    }
}
