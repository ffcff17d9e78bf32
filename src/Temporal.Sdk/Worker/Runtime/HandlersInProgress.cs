using Microsoft.Extensions.Logging;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>Signal and update handlers that have started and not ended.</summary>
internal sealed partial class HandlersInProgress(WorkflowContext context)
{
    private readonly LinkedList<Handler> handlers = new();
    private bool hasWarned;

    public bool IsEmpty => handlers.Count == 0;

    /// <summary>Counts a handler until its task has ended.</summary>
    public async Task TrackAsync(bool isUpdate, string name, string? id, HandlerUnfinishedPolicy policy, Func<Task> handler)
    {
        var node = handlers.AddLast(new Handler(isUpdate, name, id, policy));
        try
        {
            await handler();
        }
        finally
        {
            handlers.Remove(node);
        }
    }

    /// <summary>The run is over: says which handlers it leaves behind, unless they ask not to or this was said before. To be called when nothing is left to run.</summary>
    public void WarnOfUnfinished()
    {
        if (context.IsReplaying || hasWarned)
        {
            return;
        }

        hasWarned = true;
        var left = handlers.Where(h => h.Policy == HandlerUnfinishedPolicy.WarnAndAbandon).ToList();
        var updates = string.Join(", ", left.Where(h => h.IsUpdate).Select(h => $"{h.Name} ({h.Id})"));
        var signals = string.Join(", ", left.Where(h => !h.IsUpdate).GroupBy(h => h.Name).Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ({g.Count()} times)"));
        if (updates.Length > 0)
        {
            LogUnfinishedUpdates(context.Logger, context.Info.WorkflowId, updates);
        }

        if (signals.Length > 0)
        {
            LogUnfinishedSignals(context.Logger, context.Info.WorkflowId, signals);
        }
    }

    [LoggerMessage(
        EventId = 1381,
        Level = LogLevel.Warning,
        Message = "[TMPRL1102] Workflow {WorkflowId} ended while update handlers were running; their callers get an error. " +
            "Wait for Workflow.AllHandlersFinished before the end, or set UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon. Updates: {Updates}")]
    private static partial void LogUnfinishedUpdates(ILogger logger, string workflowId, string updates);

    [LoggerMessage(
        EventId = 1382,
        Level = LogLevel.Warning,
        Message = "[TMPRL1102] Workflow {WorkflowId} ended while signal handlers were running; their work may be cut short. " +
            "Wait for Workflow.AllHandlersFinished before the end, or set UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon. Signals: {Signals}")]
    private static partial void LogUnfinishedSignals(ILogger logger, string workflowId, string signals);

    private sealed record Handler(bool IsUpdate, string Name, string? Id, HandlerUnfinishedPolicy Policy);
}
