using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Looks at what a program left behind.</summary>
internal sealed class ProgramChecks(ITemporalClient client, WorkerMode mode)
{
    private const int QueryAttempts = 10;
    private const int PauseBetweenQueries = 500;
    private readonly List<string> problems = [];
    private readonly bool mayLoseTasks = WorkerCrew.IsHarsh(mode) || mode == WorkerMode.Rolling;

    public IReadOnlyList<string> Problems => problems;

    /// <summary>The histories of the program and of its children.</summary>
    private List<WorkflowHistory> Histories { get; } = [];

    public async Task CheckAsync(ProgramDriver driver, string id, string firstRun)
    {
        problems.AddRange(driver.Problems);
        var last = await CheckChainAsync(id, firstRun);
        var trace = await TraceAsync(id);
        CheckTrace(driver, trace, isTerminated: last.EventType == EventType.WorkflowExecutionTerminated);
        if (last.EventType == EventType.WorkflowExecutionTerminated && !driver.IsTerminated)
        {
            problems.Add("it was terminated by nobody");
        }

        if (last.WorkflowExecutionCompletedEventAttributes?.Result.Payloads_[0] is { } payload)
        {
            Same("the result and the queried trace", DataConverter.Default.PayloadConverter.ToValue<List<string>>(payload), trace);
        }

        await CheckUpsertsAsync(id);
    }

    private async Task<IReadOnlyList<string>> TraceAsync(string id)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.GetWorkflowHandle<ProgramWorkflow>(id).QueryAsync(wf => wf.Trace);
            }
            catch (RpcException e) when (e.Message.Contains("closed before WorkflowTaskStarted", StringComparison.Ordinal))
            {
                return [];
            }
            catch (RpcException e) when (attempt < QueryAttempts && e.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.FailedPrecondition && WorkerCrew.MayLoseQueries(mode))
            {
                // Lost, or there is no worker at the moment.
                await ProgramDriver.PauseAsync(PauseBetweenQueries);
            }
        }
    }

    private void CheckTrace(ProgramDriver driver, IReadOnlyList<string> trace, bool isTerminated)
    {
        problems.AddRange(trace.Where(t => t.StartsWith(ProgramInterpreter.Unexpected, StringComparison.Ordinal)));
        foreach (var (mark, fate) in driver.Fates)
        {
            var count = trace.Count(t => t == mark);
            var fits = fate switch
            {
                MessageFate.Never => count == 0,
                MessageFate.Once when !isTerminated => count == 1,
                _ => count <= 1,
            };
            if (!fits)
            {
                problems.Add($"{mark} was handled {count} times, but its sender was told: {fate}");
            }
        }

        problems.AddRange(trace.Where(t => t.Contains(':', StringComparison.Ordinal)).GroupBy(t => t).Where(g => g.Count() > 1).Select(g => $"{g.Key} was handled {g.Count()} times"));

        if (isTerminated && trace.Count == 0)
        {
            // What was ended before its first task was done has no trace to compare with.
            return;
        }

        foreach (var seen in driver.Seen.Where(seen => !seen.SequenceEqual(trace.Take(seen.Count))))
        {
            Same("a query and the end", seen, [.. trace.Take(seen.Count)]);
        }
    }

    private async Task CheckUpsertsAsync(string id)
    {
        var events = Histories.Last(h => h.Id == id).Events.ToList();
        var memo = events.Select(e => e.WorkflowPropertiesModifiedEventAttributes?.UpsertedMemo.Fields[ProgramInterpreter.MemoKey]).LastOrDefault(value => value is not null);
        var attribute = events.Select(e => e.UpsertWorkflowSearchAttributesEventAttributes?.SearchAttributes.IndexedFields.GetValueOrDefault(ProgramInterpreter.Attribute))
            .LastOrDefault(value => value is not null);
        if (memo is null || attribute is null)
        {
            return;
        }

        var described = await client.GetWorkflowHandle(id).DescribeAsync();
        var now = $"{described.Memo[ProgramInterpreter.MemoKey].Payload.Data.ToStringUtf8()} {described.TypedSearchAttributes.Get(ProgramInterpreter.AttributeKey)}";
        var expected = $"{memo.Data.ToStringUtf8()} {attribute.Data.ToStringUtf8()}";
        if (now != expected)
        {
            problems.Add($"memo and attribute are {now}, but the last upsert was {expected}");
        }
    }

    private async Task<HistoryEvent> CheckChainAsync(string id, string firstRun)
    {
        var parts = 0;
        for (var runId = firstRun; ;)
        {
            var history = await client.GetWorkflowHandle(id, runId).FetchHistoryAsync();
            Histories.Add(history);
            problems.AddRange(HistoryRules.Check(history.Events, mayLoseTasks).Select(p => $"{id} {runId}: {p}"));
            await CheckReplayAsync(history);
            var last = history.Events.Last();
            await CheckChildrenAsync(history, last);
            if (last.WorkflowExecutionContinuedAsNewEventAttributes?.NewExecutionRunId is not { } next || ++parts > 10)
            {
                return last;
            }

            runId = next;
        }
    }

    private async Task CheckReplayAsync(WorkflowHistory history)
    {
        try
        {
            var end = await ReplayedEnd.OfAsync(history);
            var last = history.Events.Last();
            if (last.WorkflowExecutionCompletedEventAttributes?.Result.Payloads_[0] is { } payload)
            {
                Same("the result and that of the replay", DataConverter.Default.PayloadConverter.ToValue<List<string>>(payload), end ?? []);
            }

            if (last.WorkflowExecutionContinuedAsNewEventAttributes?.Input.Payloads_[0] is { } input)
            {
                Same("the next input and that of the replay", DataConverter.Default.PayloadConverter.ToValue<ProgramInput>(input)!.Trace, end ?? []);
            }
        }
        catch (TemporalException e)
        {
            problems.Add($"{history.Id} does not replay: {e}");
        }
    }

    private async Task CheckChildrenAsync(WorkflowHistory history, HistoryEvent last)
    {
        foreach (var started in history.Events.Select(e => e.ChildWorkflowExecutionStartedEventAttributes).Where(a => a is not null))
        {
            var child = client.GetWorkflowHandle(started.WorkflowExecution.WorkflowId, started.WorkflowExecution.RunId);
            var initiated = history.Events.Single(e => e.EventId == started.InitiatedEventId).StartChildWorkflowExecutionInitiatedEventAttributes;
            if (initiated.ParentClosePolicy == ParentClosePolicy.Abandon || last.EventType == EventType.WorkflowExecutionContinuedAsNew)
            {
                await EndAsync(child);
            }

            await Eventually.TrueAsync(
                async () => (await child.DescribeAsync()).Status != WorkflowExecutionStatus.Running, $"child {child.Id} of policy {initiated.ParentClosePolicy} is closed");
            await CheckChainAsync(child.Id, child.RunId!);
        }
    }

    private static async Task EndAsync(WorkflowHandle child)
    {
        try
        {
            await child.TerminateAsync("its parent is over");
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
        }
    }

    private void Same(string what, IReadOnlyList<string>? one, IReadOnlyList<string> other)
    {
        if (one is null || !one.SequenceEqual(other))
        {
            var at = (one ?? []).Zip(other).TakeWhile(p => p.First == p.Second).Count();
            problems.Add($"{what} differ from place {at} on: '{one?.ElementAtOrDefault(at)}' of {one?.Count} and '{other.ElementAtOrDefault(at)}' of {other.Count}");
        }
    }
}
