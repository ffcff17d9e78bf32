using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The client. Safe for use by many threads; a process needs one per namespace.</summary>
public class TemporalClient : ITemporalClient
{
    /// <summary>Creates a client on a connection.</summary>
    public TemporalClient(ITemporalConnection connection, TemporalClientOptions options)
    {
        Connection = connection;
        Options = options;
        ClientOutboundInterceptor interceptor = new RootOutboundInterceptor(this);
        foreach (var outer in (options.Interceptors ?? []).Reverse())
        {
            interceptor = outer.InterceptClient(interceptor);
        }

        OutboundInterceptor = interceptor;
    }

    /// <inheritdoc />
    public TemporalClientOptions Options { get; }

    /// <inheritdoc />
    public ITemporalConnection Connection { get; }

    /// <inheritdoc />
    public ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <inheritdoc />
    public WorkflowService WorkflowService => Connection.WorkflowService;

    /// <inheritdoc />
    public OperatorService OperatorService => Connection.OperatorService;

    /// <summary>Gets options that retry transient errors.</summary>
    protected internal static RpcOptions RetryRpcOptions { get; } = new() { Retry = true };

    /// <summary>Connects to a server.</summary>
    /// <exception cref="InvalidOperationException">The server cannot be reached; the message names the address.</exception>
    public static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options) =>
        new(await TemporalConnection.ConnectAsync(options).ConfigureAwait(false), options.ToClientOptions());

    /// <summary>Makes a client that connects with its first call.</summary>
    public static TemporalClient CreateLazy(TemporalClientConnectOptions options) =>
        new(TemporalConnection.CreateLazy(options), options.ToClientOptions());

    /// <inheritdoc />
    public async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (name, args) = WorkflowCalls.Run(workflowRunCall);
        return await OutboundInterceptor.StartWorkflowAsync<TWorkflow, TResult>(new(name, args, options, null)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (name, args) = WorkflowCalls.Run(workflowRunCall);
        return await OutboundInterceptor.StartWorkflowAsync<TWorkflow, ValueTuple>(new(name, args, options, null)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<WorkflowHandle> StartWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        await OutboundInterceptor.StartWorkflowAsync<ValueTuple, ValueTuple>(new(workflow, args, options, null)).ConfigureAwait(false);

    /// <inheritdoc />
    public WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    /// <inheritdoc />
    public IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null) =>
        OutboundInterceptor.ListWorkflowsAsync(new(query, options));

    /// <inheritdoc />
    public Task<WorkflowListPage> ListWorkflowsPaginatedAsync(string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null) =>
        OutboundInterceptor.ListWorkflowsPaginatedAsync(new(query, nextPageToken, options));

    /// <inheritdoc />
    public Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null) =>
        OutboundInterceptor.CountWorkflowsAsync(new(query, options));

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken) => new(this, new AsyncActivityHandle.TaskTokenReference(taskToken));

    /// <inheritdoc />
    public AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId) =>
        new(this, new AsyncActivityHandle.IdReference(workflowId, runId, activityId));

    /// <summary>Makes options retry, unless they say otherwise.</summary>
    protected internal static RpcOptions DefaultRetryOptions(RpcOptions? origOptions)
    {
        if (origOptions is null)
        {
            return RetryRpcOptions;
        }

        if (origOptions.Retry is not null)
        {
            return origOptions;
        }

        var copy = (RpcOptions)origOptions.Clone();
        copy.Retry = true;
        return copy;
    }
}
