namespace Temporalio.Client;

/// <summary>A connection to a Temporal server, shared by clients and workers.</summary>
public interface ITemporalConnection : IBridgeClientProvider
{
    /// <summary>Gets or sets the headers of every call from now on.</summary>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    /// <summary>Gets or sets the binary headers of every call from now on.</summary>
    IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <summary>Gets or sets the API key of every call from now on. Whether TLS is used was decided when the connection was made.</summary>
    string? ApiKey { get; set; }

    /// <summary>Gets the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Gets the operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Gets the service of test servers.</summary>
    TestService TestService { get; }

    /// <summary>Gets the options that the connection was made with.</summary>
    TemporalConnectionOptions Options { get; }

    /// <summary>Gets a value indicating whether the server was reached once.</summary>
    bool IsConnected { get; }

    /// <summary>Asks the server for its health.</summary>
    /// <param name="service">The service to ask about; null for the workflow service.</param>
    /// <param name="options">Options of the call.</param>
    /// <returns>True where the service is serving.</returns>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Connects a lazy connection; does nothing where it is connected.</summary>
    Task ConnectAsync();
}
