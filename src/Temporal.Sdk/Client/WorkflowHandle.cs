using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>A handle of a workflow.</summary>
/// <param name="Client">The client.</param>
/// <param name="Id">The id of the workflow.</param>
/// <param name="RunId">The run that signals, queries, updates, cancel and terminate go to; null for the current one.</param>
/// <param name="ResultRunId">The run whose result is waited for first; null for the current one.</param>
/// <param name="FirstExecutionRunId">The run that began the chain: cancel, terminate and updates are refused where another chain has taken the id.</param>
public record WorkflowHandle(ITemporalClient Client, string Id, string? RunId = null, string? ResultRunId = null, string? FirstExecutionRunId = null)
{
    /// <summary>Waits for the end of the workflow.</summary>
    /// <param name="followRuns">Whether to go on with the run that follows by continue-as-new, retry or cron.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <exception cref="Exceptions.WorkflowFailedException">It ended without success.</exception>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    /// <summary>Waits for the result of the workflow.</summary>
    /// <param name="followRuns">Whether to go on with the run that follows by continue-as-new, retry or cron.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <exception cref="Exceptions.WorkflowFailedException">It ended without success.</exception>
    public virtual Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        new WorkflowResultWait(Client, Id, rpcOptions).RunAsync<TResult>(ResultRunId, followRuns);

    /// <summary>Sends a signal by a call of its handler.</summary>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (name, args) = WorkflowCalls.Signal(signalCall);
        return SignalAsync(name, args, options);
    }

    /// <summary>Sends a signal by its name.</summary>
    public virtual Task SignalAsync(string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        Client.OutboundInterceptor.SignalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    /// <summary>Asks a query by a call of its handler, or by reading its property.</summary>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        var (name, args) = WorkflowCalls.Query(queryCall);
        return QueryAsync<TQueryResult>(name, args, options);
    }

    /// <summary>Asks a query by its name.</summary>
    public virtual Task<TQueryResult> QueryAsync<TQueryResult>(string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        Client.OutboundInterceptor.QueryWorkflowAsync<TQueryResult>(new(Id, RunId, query, args, options, null));

    /// <summary>Starts an update by a call of its handler.</summary>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (name, args) = WorkflowCalls.Update(updateCall);
        return await StartUpdateAsync<ValueTuple>(name, args, options).ConfigureAwait(false);
    }

    /// <summary>Starts an update by a call of its handler.</summary>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (name, args) = WorkflowCalls.Update(updateCall);
        return StartUpdateAsync<TUpdateResult>(name, args, options);
    }

    /// <summary>Starts an update by its name.</summary>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync(string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options).ConfigureAwait(false);

    /// <summary>Starts an update by its name.</summary>
    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        Client.OutboundInterceptor.StartWorkflowUpdateAsync<TUpdateResult>(new(Id, RunId, FirstExecutionRunId, update, args, options, null));

    /// <summary>Starts an update and waits for its end.</summary>
    public async Task ExecuteUpdateAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, Completed(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts an update and waits for its result.</summary>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, Completed(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Starts an update by its name and waits for its end.</summary>
    public Task ExecuteUpdateAsync(string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Starts an update by its name and waits for its result.</summary>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync<TUpdateResult>(update, args, Completed(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Gets a handle of an update; whether it exists is not looked at.</summary>
    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    /// <summary>Gets a handle of an update; whether it exists is not looked at.</summary>
    public WorkflowUpdateHandle<TUpdateResult> GetUpdateHandle<TUpdateResult>(string id) => new(Client, id, Id, RunId);

    /// <summary>Describes the run.</summary>
    public virtual Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        Client.OutboundInterceptor.DescribeWorkflowAsync(new(Id, RunId, options));

    /// <summary>Requests the cancellation of the workflow.</summary>
    public virtual Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.OutboundInterceptor.CancelWorkflowAsync(new(Id, RunId, FirstExecutionRunId, options));

    /// <summary>Terminates the workflow; its code learns nothing of it.</summary>
    public virtual Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        Client.OutboundInterceptor.TerminateWorkflowAsync(new(Id, RunId, FirstExecutionRunId, reason, options));

    /// <summary>Fetches the whole history.</summary>
    public virtual async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var events = new List<HistoryEvent>();
        await foreach (var historyEvent in FetchHistoryEventsAsync(options).ConfigureAwait(false))
        {
            events.Add(historyEvent);
        }

        return new(Id, events);
    }

    /// <summary>Fetches the events of the history, and waits for further ones where the options say so.</summary>
    public virtual IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(WorkflowHistoryEventFetchOptions? options = null) =>
        FetchEventsAsync(options, CancellationToken.None);

    private static WorkflowUpdateStartOptions Completed(WorkflowUpdateOptions? options) =>
        new(WorkflowUpdateStage.Completed) { Id = options?.Id, Rpc = options?.Rpc };

    private async IAsyncEnumerable<HistoryEvent> FetchEventsAsync(
        WorkflowHistoryEventFetchOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (rpc, linked) = (options?.Rpc ?? new RpcOptions()).WithAdditionalCancellationToken(cancellationToken);
        using (linked)
        {
            byte[]? token = null;
            do
            {
                var page = await Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                    Id,
                    RunId,
                    null,
                    token,
                    options?.WaitNewEvent ?? false,
                    options?.EventFilterType ?? HistoryEventFilterType.AllEvent,
                    options?.SkipArchival ?? false,
                    rpc)).ConfigureAwait(false);
                foreach (var historyEvent in page.Events)
                {
                    yield return historyEvent;
                }

                token = page.NextPageToken;
            }
            while (token is not null);
        }
    }
}
