using Temporalio.Client;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>
/// A Temporal server for a test class, shared by the test process: <c>IClassFixture&lt;TemporalServerFixture&gt;</c>. Tests begin with
/// <see cref="Require" /> and are marked <c>[SkippableFact]</c>. TEMPORAL_TEST_SERVER chooses: dev (the official development server, the default
/// where it is found), cluster (the server as a cluster runs it, on PostgreSQL).
/// </summary>
public sealed class TemporalServerFixture : IAsyncLifetime
{
    private static readonly string Kind = Environment.GetEnvironmentVariable("TEMPORAL_TEST_SERVER") ?? "dev";
    private static int names;

    private string? address;
    private TemporalClient? client;

    /// <summary>Gets why there is no server, or null where there is one.</summary>
    public static string? SkipReason => Kind switch
    {
        "dev" => TemporalDevServer.SkipReason,
        "cluster" => TemporalClusterServer.SkipReason,
        _ => $"TEMPORAL_TEST_SERVER is '{Kind}'; use dev or cluster",
    };

    /// <summary>Gets the address, host:port.</summary>
    public string Address => address ?? throw new InvalidOperationException("Call Require() first: there is no server here.");

    /// <summary>Gets a client of the namespace default.</summary>
    public TemporalClient Client => client ?? throw new InvalidOperationException("Call Require() first: there is no server here.");

    /// <summary>Makes a name that no other test has, for ids and task queues.</summary>
    public static string NewName(string stem) => $"{stem}-{Environment.ProcessId}-{Interlocked.Increment(ref names)}";

    /// <summary>Skips the test where there is no server.</summary>
    public void Require() => Skip.If(SkipReason is not null, SkipReason);

    /// <summary>Runs the official command line against the server.</summary>
    public Task<string> CliAsync(params string[] arguments) => ToolProcess.RunAsync(RealTools.TemporalCli!, [.. arguments, "--address", Address]);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (SkipReason is null)
        {
            address = Kind == "cluster" ? (await TemporalClusterServer.SharedAsync()).Address : (await TemporalDevServer.SharedAsync()).Address;
            client = await TemporalClient.ConnectAsync(new(address));
        }
    }

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;
}
