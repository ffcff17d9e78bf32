using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>What clients do in a random script.</summary>
internal sealed class RandomClient(World world, Random random, Standing standing, RandomMood mood)
{
    private const double Never = 500;

    private static readonly string[] Names = ["a", "a", "b", "c1"];
    private readonly List<SentUpdate> _updates = [];

    /// <summary>Does one thing.</summary>
    public Task StepAsync()
    {
        var name = Pick(Names);
        return random.Next(20) switch
        {
            0 or 1 or 2 => StartAsync(random.Next(4) == 0 ? "a" : "b"),
            3 or 4 or 5 or 6 => SignalAsync(name),
            7 or 8 => SignalWithStartAsync(random.Next(3) == 0 ? "a" : "b"),
            9 or 10 => CancelAsync(name),
            11 => TerminateAsync(name),
            12 or 13 or 14 or 15 => UpdateAsync(),
            16 => UpdateAgainAsync(),
            17 or 18 => QueryAsync(),
            _ => ByIdAsync(),
        };
    }

    public Task StartAsync(string name)
    {
        Note($"start {name}");
        return world.StartAsync(name, request =>
        {
            request.TaskQueue.Name = world.Id($"{name}-queue");
            request.WorkflowTaskTimeout = Make.Seconds(Never);
            request.RequestId = $"{world.Id(name)}-start{random.Next(4)}";
            request.WorkflowIdReusePolicy = (WorkflowIdReusePolicy)random.Next(4);
            request.WorkflowIdConflictPolicy = (WorkflowIdConflictPolicy)random.Next(4);
            request.RetryPolicy = random.Next(4) == 0 ? new RetryPolicy { InitialInterval = Make.Seconds(Never), NonRetryableErrorTypes = { "Other" } } : null;
            request.WorkflowRunTimeout = random.Next(4) == 0 ? Make.Seconds(Never) : null;
            request.WorkflowExecutionTimeout = random.Next(4) == 0 ? Make.Seconds(3 * Never) : null;
            request.Input = random.Next(2) == 0 ? Make.Payloads("input") : null;
            if (random.Next(4) == 0)
            {
                request.Memo = new Memo { Fields = { ["note"] = Make.Payload("first") } };
            }

            if (random.Next(5) == 0)
            {
                request.OnConflictOptions = new() { AttachRequestId = random.Next(2) == 0, AttachCompletionCallbacks = false, AttachLinks = random.Next(2) == 0 };
            }
        });
    }

    /// <summary>
    /// Waits until each update has its answer or is known to wait for a worker. The official server forgets some with a refused task, and asks itself for them again.
    /// </summary>
    public async Task SettleAsync()
    {
        mood.OpenUpdates = 0;
        foreach (var update in _updates)
        {
            await StuckException.UnlessAsync(
                async () => update.Call.Answer.IsCompleted || await StageAsync(update) is Stage.Admitted || (await StageAsync(update) is Stage.Accepted && update.Wanted == Stage.Completed),
                $"{update.Id} settles",
                Standing.Patience);
            mood.OpenUpdates += await IsOpenAsync(update) ? 1 : 0;
        }
    }

    /// <summary>Waits for the answers of all updates, in their order.</summary>
    public async Task EndUpdatesAsync()
    {
        foreach (var update in _updates)
        {
            Note($"answer of {update.Id} of {update.Workflow}");
            var answer = await update.Call.Answer;
            if (IsEarly(answer, update))
            {
                var polled = await world.CallAsync<PollWorkflowExecutionUpdateResponse>(Poll(update, update.Wanted), isSilent: true);
                world.Transcript.Message("outcome", polled.Outcome ?? new Outcome());
            }
            else
            {
                var response = await world.EndAsync<UpdateWorkflowExecutionResponse>(update.Call, isSilent: true);
                world.Transcript.Message("outcome", response.Outcome ?? new Outcome());
            }
        }
    }

    private Task SignalAsync(string name)
    {
        Note($"signal {name}");
        return world.SignalAsync(name, $"signal{random.Next(3)}", random.Next(3) == 0 ? $"request{random.Next(2)}" : "", RunOf(name));
    }

    private Task SignalWithStartAsync(string name)
    {
        Note($"signal {name} with start");
        return world.SignalWithStartAsync(name, request =>
        {
            request.TaskQueue.Name = world.Id($"{name}-queue");
            request.WorkflowTaskTimeout = Make.Seconds(Never);
            request.WorkflowIdReusePolicy = (WorkflowIdReusePolicy)random.Next(4);
            request.WorkflowIdConflictPolicy = (WorkflowIdConflictPolicy)(random.Next(2) == 0 ? 0 : random.Next(4));
            request.RequestId = $"{world.Id(name)}-both{random.Next(3)}";
            request.SignalInput = Make.Payloads("both");
        });
    }

    private Task CancelAsync(string name)
    {
        Note($"cancel {name}");
        return world.CancelAsync(name, requestId: random.Next(3) == 0 ? "again" : "");
    }

    private Task TerminateAsync(string name)
    {
        Note($"terminate {name}");
        return world.TerminateAsync(name, runId: RunOf(name));
    }

    /// <summary>The run that a client knows, sometimes.</summary>
    private string RunOf(string name) =>
        random.Next(5) == 0 && standing.Runs.TryGetValue(name, out var run) ? run.WorkflowExecutionInfo.Execution.RunId : "";

    private async Task UpdateAsync()
    {
        var running = standing.Running;
        if (running.Count == 0 || !mood.MayUpdate)
        {
            return;
        }

        var name = running[random.Next(running.Count)];
        var id = $"update{_updates.Count + 1}";
        Note($"{id} of {name}");
        var stage = random.Next(3) == 0 ? Stage.Accepted : Stage.Completed;
        var request = world.UpdateRequest(id, stage);
        request.WorkflowExecution = world.Of(name);
        _updates.Add(new SentUpdate(name, standing.Runs[name].WorkflowExecutionInfo.Execution.RunId, id, stage, world.Begin(request)));
        await SettleAsync();
        mood.Hurry = name;
    }

    /// <summary>Asks again for an update that has its answer.</summary>
    private Task UpdateAgainAsync()
    {
        if (_updates.LastOrDefault(update => update.Call.Answer is { IsCompleted: true, Result.Code: 0 } && !IsEarly(update.Call.Answer.Result, update)) is not { } done)
        {
            return Task.CompletedTask;
        }

        Note($"{done.Id} of {done.Workflow} once more");
        return world.CallAsync<PollWorkflowExecutionUpdateResponse>(Poll(done, Stage.Unspecified));
    }

    private async Task<bool> IsOpenAsync(SentUpdate update) =>
        !update.Call.Answer.IsCompleted || (IsEarly(await update.Call.Answer, update) && await StageAsync(update) == Stage.Accepted);

    /// <summary>The official server sends callers away with the stage that they have when a task fails; they ask again.</summary>
    private static bool IsEarly(RawAnswer answer, SentUpdate update) =>
        answer.Code == 0 && UpdateWorkflowExecutionResponse.Parser.ParseFrom(answer.Payload).Stage < update.Wanted;

    private async Task<Stage> StageAsync(SentUpdate update) =>
        (await world.CallAsync<PollWorkflowExecutionUpdateResponse>(Poll(update, Stage.Unspecified), isSilent: true, isRefusalSilent: true)).Stage;

    private PollWorkflowExecutionUpdateRequest Poll(SentUpdate update, Stage stage) => new()
    {
        UpdateRef = new UpdateRef { WorkflowExecution = world.Of(update.Workflow, update.RunId), UpdateId = update.Id },
        Identity = "client",
        WaitPolicy = new WaitPolicy { LifecycleStage = stage },
    };

    /// <summary>A query of a workflow that has nothing to do, with its answer.</summary>
    private async Task QueryAsync()
    {
        var idle = standing.Idle;
        if (idle.Count == 0)
        {
            return;
        }

        var name = idle[random.Next(idle.Count)];
        Note($"query {name}");
        var call = world.Begin(new QueryWorkflowRequest { Execution = world.Of(name), Query = new WorkflowQuery { QueryType = "how" } });
        var task = await world.TaskAsync(new() { Name = world.Id($"{name}-queue") });
        await world.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = Make.Payloads("so"),
        });
        await world.EndAsync<QueryWorkflowResponse>(call);
    }

    /// <summary>Somebody who knows an activity's id answers for it, or for one that is not there.</summary>
    private Task ByIdAsync()
    {
        var activities = standing.Activities;
        if (mood.OpenUpdates > 0 || (activities.Count == 0 && !mood.MayErr))
        {
            return Task.CompletedTask;
        }

        var (workflow, id) = activities.Count > 0 && (random.Next(5) != 0 || !mood.MayErr) ? activities[random.Next(activities.Count)] : ("a", "unknown");
        Note($"activity {id} of {workflow} by id");
        return random.Next(4) switch
        {
            0 => world.CallAsync<RespondActivityTaskCompletedByIdResponse>(
                new RespondActivityTaskCompletedByIdRequest { WorkflowId = world.Id(workflow), ActivityId = id, Result = Make.Payloads("by id"), Identity = "someone" }),
            1 => world.CallAsync<RespondActivityTaskFailedByIdResponse>(
                new RespondActivityTaskFailedByIdRequest { WorkflowId = world.Id(workflow), ActivityId = id, Failure = Make.Failure("by id"), Identity = "someone" }),
            2 => world.CallAsync<RespondActivityTaskCanceledByIdResponse>(
                new RespondActivityTaskCanceledByIdRequest { WorkflowId = world.Id(workflow), ActivityId = id, Details = Make.Payloads("by id"), Identity = "someone" }),
            _ => world.CallAsync<RecordActivityTaskHeartbeatByIdResponse>(
                new RecordActivityTaskHeartbeatByIdRequest { WorkflowId = world.Id(workflow), ActivityId = id, Details = Make.Payloads("by id"), Identity = "someone" }),
        };
    }

    private void Note(string text) => world.Transcript.Line($"> {text}");

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
