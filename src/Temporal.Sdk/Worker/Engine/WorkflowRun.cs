using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine.Paging;
using Temporalio.Worker.Runtime;

namespace Temporalio.Worker.Engine;

/// <summary>
/// One run of a workflow in this process. Handles its tasks one at a time: events → jobs → workflow code → commands, until history is used up.
/// </summary>
internal sealed class WorkflowRun
{
    private readonly WorkflowRunContext context;
    private readonly RunState state;
    private readonly EventApplier events;
    private readonly CommandApplier commands;
    private IWorkflowInstance? instance;

    public WorkflowRun(WorkflowRunContext context, string workflowId, string runId)
    {
        this.context = context;
        state = new RunState(context.Namespace, workflowId, runId);
        events = new EventApplier(state);
        commands = new CommandApplier(state);
    }

    public string RunId => state.RunId;

    public string WorkflowType => state.WorkflowType;

    /// <summary>Id of the last event that was handled.</summary>
    public long LastEventId => state.LastEventId;

    /// <summary>Whether the run is over, by history or by what its code asked for.</summary>
    public bool IsFinished => state.IsFinished || commands.HasClosed;

    /// <summary>Whether the task's events go on where this run is.</summary>
    public bool Continues(WorkflowTask task) => task.FirstEventId == state.LastEventId + 1 || (task.FirstEventId == 0 && task.IsQueryOnly);

    /// <summary>Handles a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="pages">Where the rest of its history comes from.</param>
    /// <param name="cancellationToken">Ends the wait for pages.</param>
    /// <returns>What to tell the server.</returns>
    public async Task<TaskOutcome> HandleAsync(WorkflowTask task, IHistoryPages pages, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(task, pages, cancellationToken).ConfigureAwait(false);
        }
        catch (NondeterminismException e)
        {
            return context.FailsOnNondeterminism(state.WorkflowType) && !task.IsQueryOnly
                ? FailRun(e)
                : Failed(WorkflowTaskFailedCause.NonDeterministicError, e.Message, "WorkflowNondeterminismException");
        }
        catch (EngineException e)
        {
            return Failed(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, e.Message, "WorkflowWorkerFailure");
        }
    }

    /// <summary>The server dropped the task that was completed last, a speculative one: its two events never were.</summary>
    public void ForgetSpeculativeTask() => state.LastEventId -= 2;

    /// <summary>Tells the instance that it is not used any more.</summary>
    /// <param name="reason">Why.</param>
    public void Evict(string reason)
    {
        instance?.Activate(Activation([new WorkflowActivationJob.RemoveFromCache(reason)], isReplaying: state.IsReplaying));
        instance = null;
    }

    /// <summary>Lets go of an instance that must not be activated any more.</summary>
    public void Abandon() => instance = null;

    private async Task<TaskOutcome> RunAsync(WorkflowTask task, IHistoryPages pages, CancellationToken cancellationToken)
    {
        var response = task.Response;
        await BeginAsync(response).ConfigureAwait(false);
        var buffer = Buffer(task, pages);
        while (true)
        {
            if (state.Jobs.Count == 0 && (IsFarEnough(task) || !await ApplyNextAsync(buffer, cancellationToken).ConfigureAwait(false)))
            {
                break;
            }

            if (state.Jobs.Count > 0 && await ActivateAsync().ConfigureAwait(false) is { } failed)
            {
                return failed;
            }
        }

        if (response.Query is { } query)
        {
            var (answer, failed) = await AnswerAsync("legacy_query", query).ConfigureAwait(false);
            return answer is null ? failed ?? NoAnswer(query.QueryType) : new TaskOutcome.Answered(answer);
        }

        return await CompleteAsync(response.Queries).ConfigureAwait(false);
    }

    /// <summary>
    /// A query alone is answered from where the last completed task has left the run. Events behind that are for the next task, which may bring others with them: the
    /// code must not see them before.
    /// </summary>
    private bool IsFarEnough(WorkflowTask task) =>
        task.IsQueryOnly && task.Response.PreviousStartedEventId > 0 && state.LastEventId >= task.Response.PreviousStartedEventId;

    private async ValueTask BeginAsync(Api.WorkflowService.V1.PollWorkflowTaskQueueResponse response)
    {
        state.Messages.Clear();
        if (response.Messages.Count == 0)
        {
            events.Begin(response.PreviousStartedEventId, []);
            return;
        }

        var updates = new List<IncomingUpdate>(response.Messages.Count);
        foreach (var message in response.Messages)
        {
            var update = IncomingUpdate.Read(message);
            if (context.Codec is { } codec)
            {
                await codec.DecodeAsync(update.Request).ConfigureAwait(false);
            }

            updates.Add(update);
        }

        events.Begin(response.PreviousStartedEventId, updates);
    }

    private HistoryBuffer Buffer(WorkflowTask task, IHistoryPages pages)
    {
        var polled = task.Response.History?.Events ?? [];
        if (task.FirstEventId > state.LastEventId + 1 || (task.FirstEventId == 0 && state.LastEventId == 0))
        {
            return HistoryBuffer.FromBeginning(pages, polled, task.Response.StartedEventId);
        }

        var buffer = new HistoryBuffer(polled, task.Response.NextPageToken, pages);
        buffer.SkipTo(state.LastEventId);
        return buffer;
    }

    /// <summary>Applies the events of the next task in history.</summary>
    /// <returns>False: there are none.</returns>
    private async ValueTask<bool> ApplyNextAsync(HistoryBuffer buffer, CancellationToken cancellationToken)
    {
        await buffer.FillAsync(cancellationToken).ConfigureAwait(false);
        var taken = buffer.Take(out var isLast);
        if (taken.Count == 0)
        {
            state.IsReplaying = false;
            return false;
        }

        var ahead = buffer.Peek();
        if (context.Codec is { } codec)
        {
            await codec.DecodeAsync(taken, ahead).ConfigureAwait(false);
        }

        events.Apply(taken, isLast, ahead);
        return true;
    }

    private async Task<TaskOutcome.Failed?> ActivateAsync()
    {
        var completion = await ActivateAsync(Activation(state.Jobs.TakeAll(), state.IsReplaying)).ConfigureAwait(false);
        if (completion.Failure is { } failure)
        {
            return new TaskOutcome.Failed(completion.FailureCause, failure) { IsInstanceLost = completion.IsInstanceLost };
        }

        if (!state.IsReplaying)
        {
            state.Flags.NoteLang(completion.UsedFlags);
        }

        commands.Apply(completion.Commands);
        return null;
    }

    private Task<WorkflowActivationCompletion> ActivateAsync(WorkflowActivation activation)
    {
        instance ??= context.CreateInstance(state, activation);
        return WorkflowActivator.ActivateAsync(instance, activation, state.WorkflowId, WorkflowActivator.DefaultDeadlockTimeout);
    }

    private WorkflowActivation Activation(IReadOnlyList<WorkflowActivationJob> jobs, bool isReplaying) => new()
    {
        RunId = state.RunId,
        Timestamp = state.Task.Time,
        IsReplaying = isReplaying,
        HistoryLength = (int)state.Task.StartedEventId,
        HistorySizeBytes = state.Task.HistorySizeBytes,
        ContinueAsNewSuggested = state.Task.ContinueAsNewSuggested,
        ContinueAsNewReasons = state.Task.ContinueAsNewReasons,
        Jobs = jobs,
    };

    private async Task<TaskOutcome> CompleteAsync(IEnumerable<KeyValuePair<string, WorkflowQuery>> queries)
    {
        Dictionary<string, WorkflowQueryResult>? results = null;
        foreach (var (id, query) in queries)
        {
            var (answer, failed) = await AnswerAsync(id, query).ConfigureAwait(false);
            if (failed is not null)
            {
                return failed;
            }

            (results ??= []).Add(id, QueryResults.Of(answer, query));
        }

        var sent = new List<Command>();
        var messages = new List<OutgoingMessage>(state.Messages);
        foreach (var pending in state.Commands.All())
        {
            sent.Add(pending.Command);
            if (pending.Message is { } message)
            {
                messages.Add(message);
            }
        }

        state.Messages.Clear();
        return new TaskOutcome.Completed
        {
            Commands = sent,
            Messages = messages,
            QueryResults = results,
            Metadata = state.Flags.TakeNew(),
            IsClosing = commands.HasClosed,
        };
    }

    private async ValueTask<(WorkflowCommand.RespondToQuery? Answer, TaskOutcome.Failed? Failed)> AnswerAsync(string id, WorkflowQuery query)
    {
        if (context.Codec is { } codec)
        {
            await codec.DecodeAsync(query).ConfigureAwait(false);
        }

        var job = new WorkflowActivationJob.QueryWorkflow(id, query.QueryType)
        {
            Arguments = JobShapes.Payloads(query.QueryArgs),
            Headers = JobShapes.Fields(query.Header),
        };
        var completion = await ActivateAsync(Activation([job], isReplaying: true)).ConfigureAwait(false);
        if (completion.Failure is { } failure)
        {
            return (null, new TaskOutcome.Failed(completion.FailureCause, failure) { IsInstanceLost = completion.IsInstanceLost });
        }

        var answers = commands.Apply(completion.Commands);
        return (answers?.Find(a => a.QueryId == id), null);
    }

    private TaskOutcome.Completed FailRun(NondeterminismException e)
    {
        var failure = new Failure { Message = e.Message, ApplicationFailureInfo = new() { Type = "WorkflowNondeterminismException" } };
        var command = new Command
        {
            CommandType = CommandType.FailWorkflowExecution,
            FailWorkflowExecutionCommandAttributes = new() { Failure = failure },
        };
        return new TaskOutcome.Completed { Commands = [command], Messages = [], IsClosing = true };
    }

    private static TaskOutcome.Failed NoAnswer(string queryType) =>
        Failed(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, $"The workflow did not answer the query '{queryType}'.", "WorkflowWorkerFailure");

    private static TaskOutcome.Failed Failed(WorkflowTaskFailedCause cause, string message, string type) =>
        new(cause, new Failure { Message = message, ApplicationFailureInfo = new() { Type = type } });
}
