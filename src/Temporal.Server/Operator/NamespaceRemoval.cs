using Microsoft.Extensions.Logging;
using Temporal.Server.Grpc;
using Temporal.Server.Keys;
using Temporal.Server.Namespaces;
using Temporal.Server.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Operator;

/// <summary>Deletes namespaces: the name is free at once, the runs go in the background.</summary>
internal sealed partial class NamespaceRemoval(
    NamespaceDirectory namespaces, IStore runs, IClosedRunStore found, ILogger<NamespaceRemoval> logger) : IAsyncDisposable
{
    private const int BatchSize = 500;
    private const int SuffixLength = 5;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private RpcMethod? _terminate;
    private Task _working = Task.CompletedTask;

    /// <summary>How open runs are ended; set once the engine is there.</summary>
    public void Use(RpcMethod? terminate) => _terminate = terminate;

    /// <summary>Goes on with what a restart interrupted.</summary>
    public void Resume()
    {
        foreach (var record in namespaces.All.Where(record => record.State == NamespaceState.Deleted))
        {
            Queue(record);
        }
    }

    /// <summary>Renames and marks the namespace; its new name is returned.</summary>
    public async Task<string> BeginAsync(string name, CancellationToken cancellationToken)
    {
        var record = await namespaces.ChangeAsync(
            name,
            before => before with
            {
                Name = $"{before.Name}-deleted-{before.Id[..SuffixLength]}",
                State = NamespaceState.Deleted,
            },
            cancellationToken);
        Queue(record);
        return record.Name;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _working;
        _stopping.Dispose();
    }

    private void Queue(NamespaceRecord record)
    {
        lock (_gate)
        {
            _working = RemoveAfterAsync(_working, record, _stopping.Token);
        }
    }

    private async Task RemoveAfterAsync(Task before, NamespaceRecord record, CancellationToken cancellationToken)
    {
        await before;
        await Task.Yield();
        try
        {
            await RemoveAsync(record, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogInterrupted(record.Name);
        }
#pragma warning disable CA1031 // Background work: the namespace stays marked and the next start goes on.
        catch (Exception exception)
        {
            LogFailed(exception, record.Name);
        }
#pragma warning restore CA1031
    }

    private async Task RemoveAsync(NamespaceRecord record, CancellationToken cancellationToken)
    {
        while (true)
        {
            var keys = await found.FindAllAsync(record.Id, BatchSize, cancellationToken);
            if (keys.Count == 0)
            {
                await namespaces.RemoveAsync(record.Id, cancellationToken);
                LogRemoved(record.Name);
                return;
            }

            foreach (var key in keys)
            {
                await TerminateAsync(record, key, cancellationToken);
                await runs.DeleteRunAsync(key, cancellationToken);
            }
        }
    }

    private async Task TerminateAsync(NamespaceRecord record, RunKey key, CancellationToken cancellationToken)
    {
        var stored = await runs.ReadRunAsync(key, cancellationToken);
        if (stored is null || stored.IsClosed || _terminate is null)
        {
            return;
        }

        try
        {
            var request = new TerminateWorkflowExecutionRequest
            {
                Namespace = record.Name,
                WorkflowExecution = new WorkflowExecution { WorkflowId = key.WorkflowId, RunId = key.RunId },
                Reason = "Namespace is deleted",
            };
            await _terminate.Handler(request, new RpcContext { Cancelled = cancellationToken });
        }
        catch (ServiceException exception) when (exception.Code == GrpcCode.NotFound)
        {
            LogAlreadyClosed(key.RunId);
        }
    }

    [LoggerMessage(EventId = 7201, Level = LogLevel.Information, Message = "Namespace {Name} is removed")]
    private partial void LogRemoved(string name);

    [LoggerMessage(EventId = 7202, Level = LogLevel.Information, Message = "The removal of namespace {Name} goes on at the next start")]
    private partial void LogInterrupted(string name);

    [LoggerMessage(EventId = 7203, Level = LogLevel.Error, Message = "The removal of namespace {Name} failed; the next start tries again")]
    private partial void LogFailed(Exception exception, string name);

    [LoggerMessage(EventId = 7204, Level = LogLevel.Debug, Message = "Run {RunId} closed before it was terminated")]
    private partial void LogAlreadyClosed(string runId);
}
