using System.Linq.Expressions;

namespace Temporalio.Client;

/// <summary>A handle of a workflow with its type.</summary>
public record WorkflowHandle<TWorkflow>(
    ITemporalClient Client, string Id, string? RunId = null, string? ResultRunId = null, string? FirstExecutionRunId = null)
    : WorkflowHandle(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Sends a signal by a call of its handler.</summary>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);

    /// <summary>Asks a query by a call of its handler, or by reading its property.</summary>
    public Task<TQueryResult> QueryAsync<TQueryResult>(Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null) =>
        QueryAsync<TWorkflow, TQueryResult>(queryCall, options);

    /// <summary>Starts an update by a call of its handler.</summary>
    public Task<WorkflowUpdateHandle> StartUpdateAsync(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Starts an update by a call of its handler.</summary>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);

    /// <summary>Starts an update and waits for its end.</summary>
    public Task ExecuteUpdateAsync(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Starts an update and waits for its result.</summary>
    public Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);
}
