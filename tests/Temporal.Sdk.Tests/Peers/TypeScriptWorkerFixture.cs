using Temporal.Sdk.Tests.Servers;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Peers;

/// <summary>A worker of the official TypeScript SDK on the test server, with the workflows of tests/peers.</summary>
public sealed class TypeScriptWorkerFixture : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(RealTools.Root, "tests/peers");
    private readonly TemporalServerFixture server = new();
    private ToolProcess? worker;

    /// <summary>Gets why there is none, or null where there is one.</summary>
    public static string? SkipReason => TemporalServerFixture.SkipReason ?? PeerSkipReason;

    /// <summary>Gets why the SDK's programs cannot run here, or null where they can.</summary>
    public static string? PeerSkipReason =>
        RealTools.Node is null ? "Node.js is not installed"
        : !Directory.Exists(Path.Combine(Folder, "node_modules/@temporalio/worker")) ? "tests/peers is not installed; run npm ci --ignore-scripts there"
        : null;

    /// <summary>Gets the task queue of the worker.</summary>
    public string TaskQueue { get; } = TemporalServerFixture.NewName("typescript");

    /// <summary>Gets the server.</summary>
    public TemporalServerFixture Server => server;

    /// <summary>Skips the test where there is no peer.</summary>
    public void Require() => Skip.If(SkipReason is not null, SkipReason);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (SkipReason is null)
        {
            await server.InitializeAsync();
            worker = ToolProcess.Start(RealTools.Node!, ["worker.mjs", server.Address, TaskQueue], folder: Folder);
            await worker.LineAsync("ready", TimeSpan.FromMinutes(2));
        }
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (worker is not null)
        {
            await worker.DisposeAsync();
        }
    }
}
