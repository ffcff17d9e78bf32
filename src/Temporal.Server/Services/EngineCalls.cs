using Temporal.Server.Execution;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporal.Server.Keys;
using Temporal.Server.Namespaces;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Services;

/// <summary>What all call handlers share: finding runs, changing them, and how long a call may wait.</summary>
internal sealed class EngineCalls(EngineParts parts, IRunHost host, WorkflowTable table, Transactor transactor, HistoryReader reader, CancellationToken stopping)
{
    /// <summary>What is said of a run that has ended.</summary>
    public const string AlreadyCompleted = "workflow execution already completed";

    /// <summary>What is said of a workflow task that is over.</summary>
    public const string TaskGone = "Workflow task not found.";

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public EngineParts Parts { get; } = parts;

    public IRunHost Host { get; } = host;

    public Transactor Transactor { get; } = transactor;

    public HistoryReader Reader { get; } = reader;

    public CancellationToken Stopping { get; } = stopping;

    public NamespaceRef Namespace(string name) => Parts.Namespaces.Resolve(name);

    /// <summary>How long a long poll lasts: the server's limit, but it ends a little before the caller's deadline.</summary>
    public static TimeSpan WaitOf(TimeSpan limit, RpcContext context)
    {
        if (context.Timeout is not { } timeout)
        {
            return limit;
        }

        var margin = timeout > Margin * 2 ? Margin : timeout / 4;
        return timeout - margin < limit ? timeout - margin : limit;
    }

    /// <summary>Throws InvalidArgument when an execution is not named properly.</summary>
    public WorkflowExecution Demand(WorkflowExecution? execution)
    {
        if (execution is null)
        {
            throw ServiceException.InvalidArgument("Execution is not set on request.");
        }

        if (execution.WorkflowId.Length == 0)
        {
            throw ServiceException.InvalidArgument("WorkflowId is not set on request.");
        }

        if (execution.WorkflowId.Length > Parts.Limits.IdLength)
        {
            throw ServiceException.InvalidArgument("WorkflowId length exceeds limit.");
        }

        DemandText(execution.WorkflowId);
        if (execution.RunId.Length > 0 && !Guid.TryParse(execution.RunId, out _))
        {
            throw ServiceException.InvalidArgument("Invalid RunId.");
        }

        return execution;
    }

    /// <summary>Changes the open run that a request names; NotFound when there is none.</summary>
    /// <remarks>With a first run id the run id does not matter: the current run must belong to that chain.</remarks>
    public async Task ApplyAsync(NamespaceRef ns, WorkflowExecution execution, string firstRunId, Action<Run, Transition> body)
    {
        var isOther = false;
        await Transactor.ApplyAsync(ns.Id, execution.WorkflowId, (entry, transition) =>
        {
            var current = entry.Current ?? throw NotFound(execution);
            if (firstRunId.Length > 0)
            {
                if (current.FirstRunId != firstRunId)
                {
                    throw ServiceException.NotFound("workflow execution not found");
                }
            }
            else if (execution.RunId.Length > 0 && current.RunId != execution.RunId)
            {
                isOther = true;
                return;
            }

            body(entry.Open ?? throw ServiceException.NotFound(AlreadyCompleted), transition);
        });
        if (isOther)
        {
            _ = await FindAsync(ns, execution, CancellationToken.None);
            throw ServiceException.NotFound(AlreadyCompleted);
        }
    }

    /// <summary>The run that a request names, open or closed; NotFound when there is none.</summary>
    public async Task<HistoryRange> FindAsync(NamespaceRef ns, WorkflowExecution execution, CancellationToken cancellationToken)
    {
        var entry = await table.GetAsync(ns.Id, execution.WorkflowId);
        Task written;
        lock (entry.Gate)
        {
            written = entry.LastCommit;
        }

        // What is told about a run is on disk.
        await written.WaitAsync(cancellationToken);
        var runId = execution.RunId;
        lock (entry.Gate)
        {
            if (runId.Length == 0)
            {
                runId = entry.Current?.RunId ?? throw NotFound(execution);
            }

            if (entry.Run is { } run && run.State.RunId == runId)
            {
                return new HistoryRange(run.Key, run, null);
            }
        }

        // Only looked at: it need not stay in memory.
        _ = Transactor.TryApply(entry, static (_, _) => { }, out _);
        var key = new RunKey(ns.Id, execution.WorkflowId, runId);
        var stored = await Parts.Store.ReadRunAsync(key, cancellationToken) ?? throw NotFound(execution);
        return new HistoryRange(key, null, RunState.Parser.ParseFrom(stored.State.Span));
    }

    /// <summary>Changes the run of a token if it is still open; nobody waits for it.</summary>
    public void OnOpenRun(TaskToken token, Action<Run, Transition> body)
    {
        if (table.Find(token.NamespaceId, token.WorkflowId) is { } entry)
        {
            Transactor.TryApply(entry, (current, transition) =>
            {
                if (current.Open is { } run && run.State.RunId == token.RunId)
                {
                    body(run, transition);
                }
            }, out _);
        }
    }

    public static ServiceException NotFound(WorkflowExecution execution) => ServiceException.NotFound(
        execution.RunId.Length == 0
            ? $"workflow not found for ID: {execution.WorkflowId}"
            : $"workflow execution not found for workflow ID \"{execution.WorkflowId}\" and run ID \"{execution.RunId}\"");

    /// <summary>Reads a token that this server has handed out.</summary>
    public static TaskToken ReadToken(Google.Protobuf.ByteString bytes)
    {
        if (bytes.Length == 0)
        {
            throw ServiceException.InvalidArgument("Task token not set on request.");
        }

        try
        {
            var token = TaskToken.Parser.ParseFrom(bytes);
            return token.WorkflowId.Length > 0 && token.RunId.Length > 0 ? token : throw ServiceException.InvalidArgument("Invalid TaskToken.");
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            throw ServiceException.InvalidArgument("Error deserializing task token.");
        }
    }

    /// <summary>Whether a payload is larger than one may be.</summary>
    public void DemandSize(Google.Protobuf.IMessage? payload, string message = "Blob data size exceeds limit.")
    {
        if (payload is not null && payload.CalculateSize() > Parts.Limits.BlobSize)
        {
            throw ServiceException.InvalidArgument(message);
        }
    }

    /// <summary>Throws InvalidArgument when a task queue is not named properly.</summary>
    public void DemandQueue([System.Diagnostics.CodeAnalysis.NotNull] Temporalio.Api.TaskQueue.V1.TaskQueue? queue)
    {
        if (queue is null)
        {
            throw ServiceException.InvalidArgument("taskQueue is not set");
        }

        if (TaskQueueNames.Check(queue.Name, Parts.Limits.IdLength) is { } error)
        {
            throw ServiceException.InvalidArgument(error);
        }
    }

    /// <summary>Throws InvalidArgument when a name is missing or too long.</summary>
    public void DemandName([System.Diagnostics.CodeAnalysis.NotNull] string? name, string missing, string tooLong)
    {
        if (name is not { Length: > 0 })
        {
            throw ServiceException.InvalidArgument(missing);
        }

        if (name.Length > Parts.Limits.IdLength)
        {
            throw ServiceException.InvalidArgument(tooLong);
        }
    }

    /// <summary>Throws InvalidArgument when a workflow id holds a zero character, which PostgreSQL cannot keep.</summary>
    public static void DemandText(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw ServiceException.InvalidArgument("WorkflowId holds a zero character; leave it out.");
        }
    }

    /// <summary>A closed run's status for a query that does not want closed ones.</summary>
    public static bool IsCleanEnd(WorkflowExecutionStatus status) =>
        status is WorkflowExecutionStatus.Running or WorkflowExecutionStatus.Completed or WorkflowExecutionStatus.ContinuedAsNew;
}
