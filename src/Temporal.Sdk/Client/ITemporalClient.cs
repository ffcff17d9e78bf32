using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Worker;

namespace Temporalio.Client;

/// <summary>A client of one namespace: starts workflows, talks to them, lists them, completes activities.</summary>
public interface ITemporalClient : IWorkerClient
{
    /// <summary>Gets the connection.</summary>
    ITemporalConnection Connection { get; }

    /// <summary>Gets the first of the interceptors.</summary>
    ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <summary>Gets the raw workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Gets the raw operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Gets a handle of an activity by its token, to complete it from here.</summary>
    AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken);

    /// <summary>Gets a handle of an activity by its ids, to complete it from here.</summary>
    AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId);

    /// <summary>Starts a workflow by a call of its run method.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id policies forbid another.</exception>
    Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow without result by a call of its run method.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id policies forbid another.</exception>
    Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow by its name.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id policies forbid another.</exception>
    Task<WorkflowHandle> StartWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options);

    /// <summary>Gets a handle of a workflow; whether it exists is not looked at.</summary>
    WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Gets a handle of a workflow; whether it exists is not looked at.</summary>
    WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Gets a handle of a workflow; whether it exists is not looked at.</summary>
    WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Lists the workflows that match a query of the visibility store; an empty query matches all.</summary>
    IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null);

    /// <summary>Lists a page of the workflows that match a query.</summary>
    Task<WorkflowListPage> ListWorkflowsPaginatedAsync(string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null);

    /// <summary>Counts the workflows that match a query.</summary>
    Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null);
}
