using Temporalio.Client;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Servers;

/// <summary>
/// The service of <see cref="TemporalBackend" /> for a test class: <c>IClassFixture&lt;TemporalServerFixture&gt;</c>. Tests begin with
/// <see cref="Require" /> and are marked <c>[SkippableFact]</c>.
/// </summary>
public sealed class TemporalServerFixture : IAsyncLifetime
{
    private static int names;

    private string? address;
    private TemporalClient? client;

    /// <summary>Gets why there is no server, or null where there is one.</summary>
    public static string? SkipReason => TemporalBackend.SkipReason;

    /// <summary>Gets the address, host:port.</summary>
    public string Address => address ?? throw new InvalidOperationException("Call Require() first: there is no server here.");

    /// <summary>Gets a client of the namespace default.</summary>
    public TemporalClient Client => client ?? throw new InvalidOperationException("Call Require() first: there is no server here.");

    /// <summary>Makes a name that no other test has, for ids and task queues.</summary>
    public static string NewName(string stem) => $"{stem}-{Environment.ProcessId}-{Interlocked.Increment(ref names)}";

    /// <summary>Skips the test where there is no server.</summary>
    public void Require() => Skip.If(SkipReason is not null, SkipReason);

    /// <summary>Runs the official command line against the server; skips the test where there is none.</summary>
    public async Task<string> CliAsync(params string[] arguments)
    {
        Skip.If(RealTools.TemporalCli is null, TemporalDevServer.SkipReason);
        return await TemporalCommandLine.RunAsync(Address, arguments);
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (SkipReason is null)
        {
            address = await TemporalBackend.AddressAsync();
            client = await TemporalClient.ConnectAsync(new(address));
        }
    }

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;
}
