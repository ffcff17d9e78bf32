using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Grpc.Health.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Transport;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A connection to a Temporal server. It reconnects by itself when the server was away.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The official type is not disposable; the finalizer closes the sockets.")]
public sealed class TemporalConnection : ITemporalConnection
{
    private readonly GrpcTransport transport;
    private readonly CallHeaders headers;
    private readonly SemaphoreSlim connecting = new(1, 1);
    private volatile GetSystemInfoResponse? systemInfo;

    private TemporalConnection(TemporalConnectionOptions options)
    {
        options.ValidateForConnect();
        Options = (TemporalConnectionOptions)options.Clone();
        Options.Identity ??= $"{Environment.ProcessId}@{Environment.MachineName}";
        headers = new CallHeaders(Options.ApiKey, Options.RpcMetadata, Options.RpcBinaryMetadata);
        transport = new GrpcTransport(TransportTarget.From(Options), headers, Options.RpcRetry ?? new RpcRetryOptions(), TimeProvider.System) { Owner = this };
        WorkflowService = new WorkflowService.Core(this);
        OperatorService = new OperatorService.Core(this);
        TestService = new TestService.Core(this);
    }

    /// <summary>Closes the sockets of a connection that nobody holds any more.</summary>
    ~TemporalConnection() => transport?.Dispose();

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata
    {
        get => headers.Metadata;
        set => headers.Metadata = value;
    }

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata
    {
        get => headers.BinaryMetadata;
        set => headers.BinaryMetadata = value;
    }

    /// <inheritdoc />
    public string? ApiKey
    {
        get => headers.ApiKey;
        set => headers.ApiKey = value;
    }

    /// <inheritdoc />
    public WorkflowService WorkflowService { get; }

    /// <inheritdoc />
    public OperatorService OperatorService { get; }

    /// <inheritdoc />
    public TestService TestService { get; }

    /// <inheritdoc />
    public TemporalConnectionOptions Options { get; }

    /// <inheritdoc />
    public bool IsConnected => systemInfo is not null;

    /// <inheritdoc />
    public SafeHandle? BridgeClient => null;

    // What the server said that it can do; null until connected.
    internal GetSystemInfoResponse? SystemInfo => systemInfo;

    /// <summary>Connects to a server.</summary>
    /// <exception cref="InvalidOperationException">The server cannot be reached; the message names the address.</exception>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = new TemporalConnection(options);
        try
        {
            await connection.ConnectAsync().ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.transport.Dispose();
            throw;
        }
    }

    /// <summary>Makes a connection that connects with its first call. Workers need one that is connected.</summary>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options);

    /// <inheritdoc />
    public async Task ConnectAsync()
    {
        if (systemInfo is not null)
        {
            return;
        }

        await connecting.WaitAsync().ConfigureAwait(false);
        try
        {
            systemInfo ??= await FetchSystemInfoAsync().ConfigureAwait(false);
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <inheritdoc />
    public async Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null)
    {
        var name = service switch
        {
            null or Client.WorkflowService => Client.WorkflowService.FullName,
            Client.OperatorService => Client.OperatorService.FullName,
            Client.TestService => Client.TestService.FullName,
            _ => throw new ArgumentException($"The health of {service.GetType()} cannot be asked for; pass one of this connection's services.", nameof(service)),
        };
        var response = await InvokeRpcAsync(
            "grpc.health.v1.Health", "Check", new HealthCheckRequest { Service = name }, HealthCheckResponse.Parser, options).ConfigureAwait(false);
        return response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    internal Task<T> InvokeRpcAsync<T>(string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T> => systemInfo is null
            ? ConnectAndInvokeAsync(service, rpc, request, parser, options)
            : transport.CallAsync(service, rpc, request, parser, options);

    private async Task<T> ConnectAndInvokeAsync<T>(string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T>
    {
        await ConnectAsync().ConfigureAwait(false);
        return await transport.CallAsync(service, rpc, request, parser, options).ConfigureAwait(false);
    }

    private async Task<GetSystemInfoResponse> FetchSystemInfoAsync()
    {
        try
        {
            return await transport.CallAsync(
                Client.WorkflowService.FullName, "GetSystemInfo", new GetSystemInfoRequest(), GetSystemInfoResponse.Parser, null).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            // Servers before 1.14 lack the method; they have none of the capabilities either.
            return new GetSystemInfoResponse();
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException($"Connection to {Options.TargetHost} failed: {e.Message}", e);
        }
    }
}
