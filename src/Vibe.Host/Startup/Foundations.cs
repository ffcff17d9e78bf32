using Microsoft.Extensions.Options;
using Temporal.Server.Hosting;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.Host.Database;
using Vibe.Host.Failures;
using Vibe.Host.Roles;
using Vibe.Host.Temporal;

namespace Vibe.Host.Startup;

/// <summary>What everything else stands on: the database and the Temporal service. Started before the host, stopped after it.</summary>
internal sealed class Foundations : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private PrivatePostgres? _postgres;
    private EmbeddedTemporalServer? _temporal;

    private Foundations()
    {
    }

    /// <summary>Finds or starts the database and the Temporal service that the configuration asks for.</summary>
    /// <exception cref="VibeStartupException">One of them cannot be had; the message says what to do.</exception>
    public static async Task<Foundations> StartAsync(IServiceProvider services, VibeRoles roles, CancellationToken cancellationToken)
    {
        var foundations = new Foundations();
        try
        {
            await foundations.StartDatabaseAsync(services, roles, cancellationToken);
            await foundations.StartTemporalAsync(services, roles, cancellationToken);
            return foundations;
        }
        catch
        {
            await foundations.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finds or starts the database alone, beside whoever uses it.</summary>
    /// <exception cref="VibeStartupException">It cannot be had; the message says what to do.</exception>
    public static async Task<Foundations> StartDatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var foundations = new Foundations();
        await foundations.StartDatabaseAsync(services, VibeRoles.None, cancellationToken);
        return foundations;
    }

    /// <summary>Stops what was started, in the opposite order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_temporal is not null)
        {
            await _temporal.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private async Task StartDatabaseAsync(IServiceProvider services, VibeRoles roles, CancellationToken cancellationToken)
    {
        var (configuration, report) = (services.GetRequiredService<IConfiguration>(), services.GetRequiredService<StartupReport>());
        var temporal = services.GetRequiredService<IOptions<TemporalOptions>>().Value;
        if (roles == VibeRoles.Server && temporal.Store == TemporalStoreKind.Memory)
        {
            return;
        }

        var endpoint = services.GetRequiredService<DatabaseEndpoint>();
        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } configured)
        {
            await ConfiguredDatabase.WaitAsync(configured, report.Announce, services.GetRequiredService<TimeProvider>(), cancellationToken);
            endpoint.ConnectionString = configured;
            report.Say("Database", new Npgsql.NpgsqlConnectionStringBuilder(configured) { Password = null }.ToString(), "ConnectionStrings:Postgres");
            return;
        }

        var runAs = PrivatePostgres.UnprivilegedUser();
        var root = DataFolder.Resolve(services.GetRequiredService<IOptions<DataOptions>>().Value, services.GetRequiredService<IHostEnvironment>().ContentRootPath, runAs);
        _postgres = await PrivatePostgres.StartAsync(root, runAs, report.Announce, cancellationToken);
        endpoint.ConnectionString = _postgres.ConnectionString;
        report.Say("Database", _postgres.Description, "ConnectionStrings:Postgres for one of yours, Data:Path for another folder");
    }

    private async Task StartTemporalAsync(IServiceProvider services, VibeRoles roles, CancellationToken cancellationToken)
    {
        var (options, endpoint, report) = (services.GetRequiredService<IOptions<TemporalOptions>>().Value, services.GetRequiredService<TemporalEndpoint>(), services.GetRequiredService<StartupReport>());
        if (options.Address is { Length: > 0 } address)
        {
            endpoint.Address = address;
            await WaitForTemporalAsync(services, address, report, cancellationToken);
            report.Say("Temporal", $"{address}, namespace {options.Namespace}", "Temporal:Address, empty for the embedded one");
            return;
        }

        if (!roles.HasFlag(VibeRoles.Server))
        {
            throw new VibeStartupException("This process has no role 'server' and no Temporal:Address is set. Set Temporal:Address to the Temporal service of the others, or add 'server' to Roles.");
        }

        var database = options.Store == TemporalStoreKind.Memory ? null : services.GetRequiredService<DatabaseEndpoint>().ConnectionString;
        _temporal = await EmbeddedTemporal.StartAsync(options, database, services.GetRequiredService<ILoggerFactory>(), cancellationToken);
        endpoint.Address = _temporal.Address;
        report.Say("Temporal", $"embedded, {_temporal.Address}, namespace {options.Namespace}, state in {(database is null ? "memory" : "the database")}", "Temporal:Address for a cluster, Temporal:Listen for another port");
    }

    /// <summary>A cluster that is started beside Vibe may take longer than Vibe does.</summary>
    private static async Task WaitForTemporalAsync(IServiceProvider services, string address, StartupReport report, CancellationToken cancellationToken)
    {
        var (client, time) = (services.GetRequiredService<ITemporalClient>(), services.GetRequiredService<TimeProvider>());
        var begin = time.GetTimestamp();
        var isAnnounced = false;
        while (true)
        {
            try
            {
                await client.Connection.ConnectAsync();
                return;
            }
            catch (Exception e) when (e is InvalidOperationException or RpcException or RpcTimeoutOrCanceledException)
            {
                if (time.GetElapsedTime(begin) > LongestWait)
                {
                    throw new VibeStartupException($"Temporal:Address {address} did not answer within {LongestWait.TotalMinutes:0} minutes: {e.Message}", e);
                }
            }

            if (!isAnnounced)
            {
                report.Announce($"Waiting for the Temporal service at {address}");
                isAnnounced = true;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
