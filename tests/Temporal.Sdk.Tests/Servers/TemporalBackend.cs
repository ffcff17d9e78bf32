using System.Collections.Concurrent;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>
/// The Temporal service that all tests of this project run on. The variable VIBE_TEST_TEMPORAL chooses it: dev (the official development server), cluster (the
/// official server on PostgreSQL), embedded or embedded-postgres (ours). Unset: dev where its program is found, else embedded.
/// </summary>
internal static class TemporalBackend
{
    public const string Dev = "dev";
    public const string Cluster = "cluster";
    public const string Embedded = "embedded";
    public const string EmbeddedPostgres = "embedded-postgres";
    private const string Variable = "VIBE_TEST_TEMPORAL";
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Shared = new();

    /// <summary>What the variable says, or null.</summary>
    public static string? Chosen { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } kind ? kind : null;

    /// <summary>Which service it is.</summary>
    public static string Kind { get; } = Chosen ?? (TemporalDevServer.SkipReason is null ? Dev : Embedded);

    /// <summary>Why there is none, or null.</summary>
    public static string? SkipReason => SkipReasonOf(Kind);

    /// <summary>Why there is none of a kind, or null.</summary>
    public static string? SkipReasonOf(string kind) => kind switch
    {
        Dev => TemporalDevServer.SkipReason,
        Cluster => TemporalClusterServer.SkipReason,
        EmbeddedPostgres => PostgresCluster.SkipReason,
        Embedded => null,
        _ => throw new InvalidOperationException($"{Variable} must be {Dev}, {Cluster}, {Embedded} or {EmbeddedPostgres}, but is '{kind}'"),
    };

    /// <summary>Whether it is the project's own.</summary>
    public static bool IsEmbedded => Kind is Embedded or EmbeddedPostgres;

    /// <summary>The address of the service of this test process, host:port; skips the test where there is none.</summary>
    public static Task<string> AddressAsync()
    {
        Skip.If(SkipReason is not null, SkipReason);
        return SharedAddressAsync(Kind);
    }

    /// <summary>The address of this test process's service of a kind, started on first use.</summary>
    public static Task<string> SharedAddressAsync(string kind) => Shared.GetOrAdd(kind, k => new(() => StartSharedAsync(k))).Value;

    /// <summary>A client of the namespace default; skips the test where there is no service.</summary>
    public static async Task<TemporalClient> ConnectAsync(params IClientInterceptor[] interceptors) =>
        await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(await AddressAsync()) { Identity = "tests", Interceptors = interceptors });

    /// <summary>A service of a test's own, that can be restarted with what it holds; skips the test where there is none.</summary>
    public static async Task<IRestartable> StartRestartableAsync()
    {
        Skip.If(SkipReason is not null, SkipReason);
        Skip.If(Kind == Embedded, "The embedded service in memory keeps nothing over a restart; VIBE_TEST_TEMPORAL=embedded-postgres does");
        return Kind switch
        {
            Dev => await RestartableDevServer.StartAsync(),
            Cluster => new RestartableClusterServer(await TemporalClusterServer.StartAloneAsync()),
            _ => await RestartableEmbeddedServer.StartAsync(),
        };
    }

    private static async Task<string> StartSharedAsync(string kind) => kind switch
    {
        Dev => (await TemporalDevServer.SharedAsync()).Address,
        Cluster => (await TemporalClusterServer.SharedAsync()).Address,
        EmbeddedPostgres => (await EmbeddedServers.StartOnPostgresAsync()).Address,
        _ => (await EmbeddedServers.StartInMemoryAsync()).Address,
    };
}
