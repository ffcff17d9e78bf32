using System.Net;
using Temporal.Server.Hosting;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>Starts embedded services with the search attributes of the tests.</summary>
internal static class EmbeddedServers
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    public static Task<EmbeddedTemporalServer> StartInMemoryAsync() => StartAsync(TemporalStore.Memory, AnyPort);

    public static async Task<EmbeddedTemporalServer> StartOnPostgresAsync() =>
        await StartAsync(TemporalStore.PostgreSql(await NewDatabaseAsync()), AnyPort);

    /// <summary>Makes an empty database.</summary>
    public static async Task<string> NewDatabaseAsync() => await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();

    public static Task<EmbeddedTemporalServer> StartAsync(TemporalStore store, IPEndPoint listen) => EmbeddedTemporalServer.StartAsync(
        new EmbeddedTemporalServerOptions
        {
            Listen = listen,
            Store = store,
            SearchAttributes = TemporalSearchAttributes.All.ToDictionary(a => a.Key, a => Enum.Parse<SearchAttributeKind>(a.Value)),
        },
        CancellationToken.None);
}
