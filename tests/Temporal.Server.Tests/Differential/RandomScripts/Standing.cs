using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>
/// How the workflows of a script stand. What a server does behind its answers (children, messages to other workflows, what becomes of the children of a closed parent) is waited for here,
/// so that each step meets the same state on each server.
/// </summary>
internal sealed class Standing(World world)
{
    /// <summary>How often in a row nothing may have changed where nothing else tells that a server is done.</summary>
    private const int Calm = 3;

    /// <summary>How long a server may take to settle.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] Ids = ["a", "b", "c1", "c2"];

    private readonly SortedDictionary<string, DescribeWorkflowExecutionResponse> _described = new(StringComparer.Ordinal);

    /// <summary>The current runs by the names of their workflows.</summary>
    public IReadOnlyDictionary<string, DescribeWorkflowExecutionResponse> Runs => _described;

    /// <summary>The workflows that run.</summary>
    public IReadOnlyList<string> Running => [.. Names(run => run.WorkflowExecutionInfo.Status == WorkflowExecutionStatus.Running)];

    /// <summary>The workflows with a task for a worker.</summary>
    public IReadOnlyList<string> WithTask =>
        [.. Names(run => run is { WorkflowExecutionInfo.Status: WorkflowExecutionStatus.Running, PendingWorkflowTask.State: PendingWorkflowTaskState.Scheduled })];

    /// <summary>The workflows that run and have nothing to do.</summary>
    public IReadOnlyList<string> Idle =>
        [.. Names(run => run.WorkflowExecutionInfo is { Status: WorkflowExecutionStatus.Running, HistoryLength: > 4 } && run.PendingWorkflowTask is null)];

    /// <summary>The activities of open runs that have not ended.</summary>
    public IReadOnlyList<(string Workflow, string Activity)> Activities =>
    [
        .. from run in _described
           where run.Value.WorkflowExecutionInfo.Status == WorkflowExecutionStatus.Running
           from activity in run.Value.PendingActivities
           orderby run.Key, activity.ActivityId
           select (run.Key, activity.ActivityId),
    ];

    /// <summary>The activities that a worker could take: of their first attempts only, as later ones wait.</summary>
    public IReadOnlyList<(string Workflow, string Activity)> WithActivity =>
    [
        .. from run in _described
           where run.Value.WorkflowExecutionInfo.Status == WorkflowExecutionStatus.Running
           from activity in run.Value.PendingActivities
           where activity.State == PendingActivityState.Scheduled && activity.Attempt == 1
           orderby run.Key, activity.ActivityId
           select (run.Key, activity.ActivityId),
    ];

    /// <summary>Waits until the server has nothing more to do by itself, and reads how all workflows stand.</summary>
    public async Task SettleAsync()
    {
        var last = "";
        var same = 0;
        await StuckException.UnlessAsync(
            async () =>
            {
                await ReadAsync();
                var isOpen = false;
                foreach (var run in _described.Values)
                {
                    isOpen |= await AwaitsAsync(run);
                }

                var now = string.Join('\n', _described.Values.Select(world.Transcript.TextOf));
                same = now == last ? same + 1 : 0;
                last = now;
                return !isOpen && (same >= Calm || !HasFamily);
            },
            "the workflows settle",
            Patience);
    }

    /// <summary>Whether a workflow has children or is one: the end of one reaches the other in its own time.</summary>
    private bool HasFamily => _described.Values.Any(run => run.WorkflowExecutionInfo.ParentExecution is not null);

    private IEnumerable<string> Names(Func<DescribeWorkflowExecutionResponse, bool> which) => _described.Where(run => which(run.Value)).Select(run => run.Key);

    private async Task ReadAsync()
    {
        foreach (var id in Ids)
        {
            var run = await world.CallAsync<DescribeWorkflowExecutionResponse>(
                new DescribeWorkflowExecutionRequest { Execution = world.Of(id) }, isSilent: true, isRefusalSilent: true);
            if (run.WorkflowExecutionInfo is { } info)
            {
                _described[id] = run;
                world.Transcript.Saw(world.Id(id), info.Execution.RunId);
            }
        }
    }

    /// <summary>Whether something of a run is on its way: a child that has neither started nor failed to, a message that has neither arrived nor failed to.</summary>
    private async Task<bool> AwaitsAsync(DescribeWorkflowExecutionResponse run)
    {
        if (run.WorkflowExecutionInfo.Status != WorkflowExecutionStatus.Running || run.PendingWorkflowTask?.State == PendingWorkflowTaskState.Started)
        {
            return false;
        }

        var events = await EventsAsync(run);
        if (events is [{ WorkflowExecutionStartedEventAttributes: { } first }] && first.FirstWorkflowTaskBackoff?.ToTimeSpan() is null or { Ticks: 0 })
        {
            return true;
        }

        var open = 0;
        foreach (var entry in events)
        {
            open += entry.EventType switch
            {
                EventType.StartChildWorkflowExecutionInitiated
                    or EventType.SignalExternalWorkflowExecutionInitiated
                    or EventType.RequestCancelExternalWorkflowExecutionInitiated => 1,
                EventType.ChildWorkflowExecutionStarted
                    or EventType.StartChildWorkflowExecutionFailed
                    or EventType.ExternalWorkflowExecutionSignaled
                    or EventType.SignalExternalWorkflowExecutionFailed
                    or EventType.ExternalWorkflowExecutionCancelRequested
                    or EventType.RequestCancelExternalWorkflowExecutionFailed => -1,
                _ => 0,
            };
        }

        return open > 0;
    }

    private async Task<IReadOnlyList<HistoryEvent>> EventsAsync(DescribeWorkflowExecutionResponse run)
    {
        var events = new List<HistoryEvent>();
        var request = new GetWorkflowExecutionHistoryRequest { Execution = run.WorkflowExecutionInfo.Execution };
        do
        {
            var page = await world.CallAsync<GetWorkflowExecutionHistoryResponse>(request, isSilent: true, isRefusalSilent: true);
            events.AddRange(page.History?.Events ?? []);
            request.NextPageToken = page.NextPageToken ?? ByteString.Empty;
        }
        while (!request.NextPageToken.IsEmpty);
        return events;
    }
}
