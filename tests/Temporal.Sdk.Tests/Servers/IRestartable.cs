namespace Temporal.Sdk.Tests.Servers;

/// <summary>A Temporal service that can go away and come back with what it holds.</summary>
internal interface IRestartable : IAsyncDisposable
{
    /// <summary>The address, host:port; the same after a restart.</summary>
    string Address { get; }

    /// <summary>Ends the service.</summary>
    Task StopAsync();

    /// <summary>Starts it again.</summary>
    Task RestartAsync();
}
