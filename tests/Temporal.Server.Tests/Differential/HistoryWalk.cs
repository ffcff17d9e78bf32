using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential;

/// <summary>Reads at the end of a scenario what it left behind: the histories of all its runs, and what describe says of them.</summary>
internal static class HistoryWalk
{
    public static async Task WriteAsync(World world)
    {
        var done = new HashSet<string>();
        var open = new Queue<(string WorkflowId, string RunId)>(world.Transcript.Seen);
        while (open.TryDequeue(out var next))
        {
            var execution = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = next.WorkflowId, RunId = next.RunId };
            var described = await DescribeAsync(world, execution);
            if (described.WorkflowExecutionInfo is not { } info || !done.Add(info.Execution.RunId))
            {
                continue;
            }

            execution = info.Execution;
            world.Transcript.Message("describe", described);
            foreach (var entry in await EventsAsync(world, execution))
            {
                world.Transcript.Event(entry);
                if (NextRun(entry) is { Length: > 0 } successor)
                {
                    open.Enqueue((next.WorkflowId, successor));
                }
            }
        }
    }

    private static async Task<DescribeWorkflowExecutionResponse> DescribeAsync(World world, Temporalio.Api.Common.V1.WorkflowExecution execution)
    {
        var described = await world.CallAsync<DescribeWorkflowExecutionResponse>(new DescribeWorkflowExecutionRequest { Execution = execution }, isSilent: true);
        return described;
    }

    private static async Task<IReadOnlyList<HistoryEvent>> EventsAsync(World world, Temporalio.Api.Common.V1.WorkflowExecution execution)
    {
        var events = new List<HistoryEvent>();
        var token = ByteString.Empty;
        do
        {
            var page = await world.CallAsync<GetWorkflowExecutionHistoryResponse>(
                new GetWorkflowExecutionHistoryRequest { Execution = execution, NextPageToken = token }, isSilent: true);
            events.AddRange(page.History?.Events ?? []);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return events;
    }

    private static string? NextRun(HistoryEvent entry) =>
        entry.WorkflowExecutionContinuedAsNewEventAttributes?.NewExecutionRunId
        ?? entry.WorkflowExecutionFailedEventAttributes?.NewExecutionRunId
        ?? entry.WorkflowExecutionTimedOutEventAttributes?.NewExecutionRunId
        ?? entry.WorkflowExecutionCompletedEventAttributes?.NewExecutionRunId;
}
