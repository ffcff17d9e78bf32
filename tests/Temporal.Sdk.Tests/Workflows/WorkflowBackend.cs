using Temporal.Server.Hosting;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Workflows;

/// <summary>
/// The service that workflow tests run on. The variable VIBE_TEST_TEMPORAL chooses it: real (the development server), cluster (the server on PostgreSQL),
/// embedded or embedded-postgres (ours). Unset: real where its program is found, else embedded.
/// </summary>
internal static class WorkflowBackend
{
    private const string Variable = "VIBE_TEST_TEMPORAL";
    private static readonly Lazy<Task<string>> Shared = new(StartAsync);

    /// <summary>Which service it is.</summary>
    public static string Kind { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } kind
        ? kind
        : TemporalDevServer.SkipReason is null ? "real" : "embedded";

    /// <summary>Why there is none, or null.</summary>
    public static string? SkipReason => Kind switch
    {
        "real" => TemporalDevServer.SkipReason,
        "cluster" => TemporalClusterServer.SkipReason,
        "embedded-postgres" => PostgresCluster.SkipReason,
        "embedded" => null,
        _ => $"{Variable} must be real, cluster, embedded or embedded-postgres, but is '{Kind}'",
    };

    /// <summary>A client of the service; skips the test where there is none.</summary>
    public static async Task<TemporalClient> ConnectAsync(params IClientInterceptor[] interceptors)
    {
        Skip.If(SkipReason is not null, SkipReason);
        return await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(await Shared.Value)
        {
            Identity = "tests",
            Interceptors = interceptors,
        });
    }

    private static async Task<string> StartAsync() => Kind switch
    {
        "real" => (await TemporalDevServer.SharedAsync()).Address,
        "cluster" => (await TemporalClusterServer.SharedAsync()).Address,
        "embedded-postgres" => await StartEmbeddedAsync(TemporalStore.PostgreSql(await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync())),
        _ => await StartEmbeddedAsync(TemporalStore.Memory),
    };

    private static async Task<string> StartEmbeddedAsync(TemporalStore store)
    {
        // Lives as long as the test process.
        var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions
            {
                Store = store,
                SearchAttributes = TemporalSearchAttributes.All.ToDictionary(a => a.Key, a => Enum.Parse<SearchAttributeKind>(a.Value)),
            },
            CancellationToken.None);
        return server.Address;
    }
}
