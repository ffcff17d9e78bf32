using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>A worker's dealings with the server before its first and after its last poll.</summary>
internal sealed partial class WorkerSession(WorkerSettings settings, ILogger logger)
{
    private static readonly TimeSpan ShutdownCallTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollsEndWithin = TimeSpan.FromSeconds(10);

    /// <summary>Connects and asks for the namespace.</summary>
    /// <exception cref="InvalidOperationException">The namespace does not exist.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await settings.Client.Connection.ConnectAsync().ConfigureAwait(false);
        try
        {
            var response = await settings.Service.DescribeNamespaceAsync(
                new DescribeNamespaceRequest { Namespace = settings.Namespace },
                new RpcOptions { Retry = true, CancellationToken = cancellationToken }).ConfigureAwait(false);
            settings.PollsEndOnShutdown = response.NamespaceInfo?.Capabilities?.WorkerPollCompleteOnShutdown == true;
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            throw new InvalidOperationException(
                $"Namespace '{settings.Namespace}' was not found on {settings.Client.Connection.Options.TargetHost}: register it or connect with another one", e);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            LogNoNamespaceCall(e.Message);
        }
    }

    /// <summary>Tells the server that this worker takes no more tasks, then ends its open polls.</summary>
    /// <param name="abort">Cuts open polls off.</param>
    public async Task ShutDownAsync(CancellationTokenSource abort)
    {
        var request = new ShutdownWorkerRequest
        {
            Namespace = settings.Namespace,
            StickyTaskQueue = settings.HasCache ? settings.StickyQueue : string.Empty,
            Identity = settings.Identity,
            Reason = "graceful shutdown",
            WorkerInstanceKey = settings.InstanceKey,
            TaskQueue = settings.TaskQueue,
        };
        AddIf(request, settings.Options.Workflows.Count > 0, TaskQueueType.Workflow);
        AddIf(request, settings.Options.Activities.Count > 0, TaskQueueType.Activity);
        var isTold = true;
        try
        {
            await settings.Service.ShutdownWorkerAsync(request, new RpcOptions { Timeout = ShutdownCallTimeout, Retry = false }).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            isTold = false;
            LogShutdownNotTold(e.Message);
        }

        if (isTold && settings.PollsEndOnShutdown)
        {
            // The server ends the polls by itself, and none of them can take a task with it.
            abort.CancelAfter(PollsEndWithin);
            return;
        }

        await abort.CancelAsync().ConfigureAwait(false);
    }

    private static void AddIf(ShutdownWorkerRequest request, bool condition, TaskQueueType type)
    {
        if (condition)
        {
            request.TaskQueueTypes.Add(type);
        }
    }

    [LoggerMessage(EventId = 1371, Level = LogLevel.Debug, Message = "The server does not know DescribeNamespace: {Message}")]
    private partial void LogNoNamespaceCall(string message);

    [LoggerMessage(EventId = 1372, Level = LogLevel.Debug, Message = "The server was not told of the worker's shutdown: {Message}")]
    private partial void LogShutdownNotTold(string message);
}
