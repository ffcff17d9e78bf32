using Temporalio.Client;
using Temporalio.Testing;
using Vibe.TestKit;

namespace Vibe.Workflows.Tests.Fakes;

/// <summary>A Temporal service for the tests of a class: the real development server where there is one, which all classes share, else an embedded one. Each test has a queue and a pool of its own.</summary>
public sealed class TemporalFixture : IAsyncLifetime
{
    private WorkflowEnvironment? _embedded;
    private ITemporalClient? _client;

    public ITemporalClient Client => _client ?? throw new InvalidOperationException("The fixture has not started.");

    public async Task InitializeAsync()
    {
        if (TemporalDevServer.SkipReason is null)
        {
            var server = await TemporalDevServer.SharedAsync();
            _client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.Address));
        }
        else
        {
            _embedded = await WorkflowEnvironment.StartLocalAsync();
            _client = _embedded.Client;
        }
    }

    public async Task DisposeAsync()
    {
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }
    }
}
