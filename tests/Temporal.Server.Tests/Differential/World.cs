using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential;

/// <summary>One scenario on one server: calls the service as clients and workers do, in the script's order, and writes down what it answers.</summary>
internal sealed class World(string address, string prefix) : IDisposable
{
    private const string Service = "/temporal.api.workflowservice.v1.WorkflowService/";
    private const string Namespace = "default";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RawClient _client = new(address);
    private readonly Transcript _transcript = new(new Names(prefix));

    /// <summary>What has been written down.</summary>
    public Transcript Transcript => _transcript;

    /// <summary>The scenario's task queue.</summary>
    public string Queue => Id("queue");

    /// <summary>A name that no other scenario has.</summary>
    public string Id(string name) => $"{prefix}-{name}";

    /// <summary>A run of a workflow.</summary>
    public WorkflowExecution Of(string name = "w", string runId = "") => new() { WorkflowId = Id(name), RunId = runId };

    public void Dispose() => _client.Dispose();

    /// <summary>Calls and writes down the answer; an empty one where the call was refused.</summary>
    public async Task<TResponse> CallAsync<TResponse>(IMessage request, bool isSilent = false, bool isRefusalSilent = false, bool isNamespaceSet = true)
        where TResponse : IMessage<TResponse>, new() => await EndAsync<TResponse>(Begin(request, isNamespaceSet), isSilent, isRefusalSilent);

    /// <summary>Begins a call that the service answers only after the script's next steps.</summary>
    public OpenCall Begin(IMessage request, bool isNamespaceSet = true)
    {
        if (isNamespaceSet && request.Descriptor.FindFieldByName("namespace") is { } field && field.Accessor.GetValue(request) is "")
        {
            field.Accessor.SetValue(request, Namespace);
        }

        return new OpenCall(request, _client.SendAsync(Service + NameOf(request), RawClient.Frame(request.ToByteArray()), headers: [("grpc-timeout", "50S"), ("supported-features", "follows-next-run-id")]));
    }

    /// <summary>Waits for the answer of a begun call and writes it down.</summary>
    public async Task<TResponse> EndAsync<TResponse>(OpenCall call, bool isSilent = false, bool isRefusalSilent = false)
        where TResponse : IMessage<TResponse>, new()
    {
        var answer = await call.Answer;
        var response = new TResponse();
        if (answer.Code == 0)
        {
            response.MergeFrom(answer.Payload);
        }

        if (answer.Code == 0 ? !isSilent : !isRefusalSilent)
        {
            _transcript.Answer(NameOf(call.Request), answer, response);
        }

        return response;
    }

    public async Task<string> StartAsync(string name = "w", Action<StartWorkflowExecutionRequest>? with = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            WorkflowId = Id(name),
            WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = Queue },
            Identity = "client",
            RequestId = Guid.NewGuid().ToString(),
        };
        with?.Invoke(request);
        _transcript.Saw(Id(name));
        var response = await CallAsync<StartWorkflowExecutionResponse>(request);
        _transcript.Saw(Id(name), response.RunId);
        return response.RunId;
    }

    public async Task<string> SignalWithStartAsync(string name = "w", Action<SignalWithStartWorkflowExecutionRequest>? with = null)
    {
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            WorkflowId = Id(name),
            WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = Queue },
            SignalName = "go",
            Identity = "client",
            RequestId = Guid.NewGuid().ToString(),
        };
        with?.Invoke(request);
        var response = await CallAsync<SignalWithStartWorkflowExecutionResponse>(request);
        _transcript.Saw(Id(name), response.RunId);
        return response.RunId;
    }

    /// <summary>The next workflow task of the scenario's queue.</summary>
    public Task<PollWorkflowTaskQueueResponse> TaskAsync() => TaskAsync(new TaskQueue { Name = Queue });

    /// <summary>The next workflow task of a queue; the scenario is over where none comes.</summary>
    public async Task<PollWorkflowTaskQueueResponse> TaskAsync(TaskQueue queue)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            var task = await CallAsync<PollWorkflowTaskQueueResponse>(new PollWorkflowTaskQueueRequest { TaskQueue = queue, Identity = "worker" }, isSilent: true);
            if (!task.TaskToken.IsEmpty)
            {
                _transcript.Task(task);
                return task;
            }
        }

        throw new StuckException("no workflow task comes");
    }

    /// <summary>Polls the sticky queue for a moment, so that the service knows of its worker.</summary>
    public async Task StickyPollAsync()
    {
        var request = new PollWorkflowTaskQueueRequest
        {
            Namespace = Namespace,
            TaskQueue = new TaskQueue { Name = Id("sticky"), Kind = TaskQueueKind.Sticky, NormalName = Queue },
            Identity = "worker",
        };
        await _client.SendAsync(Service + NameOf(request), RawClient.Frame(request.ToByteArray()), headers: ("grpc-timeout", "2500m"));
    }

    /// <summary>The next activity task of the scenario's queue.</summary>
    public async Task<PollActivityTaskQueueResponse> ActivityAsync(string? queue = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            var task = await CallAsync<PollActivityTaskQueueResponse>(
                new PollActivityTaskQueueRequest { TaskQueue = new TaskQueue { Name = queue ?? Queue }, Identity = "worker" }, isSilent: true);
            if (!task.TaskToken.IsEmpty)
            {
                _transcript.Message("activity task", task);
                return task;
            }
        }

        throw new StuckException("no activity task comes");
    }

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        CompleteAsync(task, request => request.Commands.Add(commands));

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest> with)
    {
        var request = new RespondWorkflowTaskCompletedRequest { TaskToken = task.TaskToken, Identity = "worker" };
        with(request);
        foreach (var activity in request.Commands.Select(command => command.ScheduleActivityTaskCommandAttributes).OfType<ScheduleActivityTaskCommandAttributes>())
        {
            activity.TaskQueue ??= new TaskQueue { Name = Queue };
        }

        return CallAsync<RespondWorkflowTaskCompletedResponse>(request);
    }

    /// <summary>Starts a workflow and answers its first task.</summary>
    public async Task RunAsync(params Command[] commands)
    {
        await StartAsync();
        await CompleteAsync(await TaskAsync(), commands);
    }

    /// <summary>Answers the next task.</summary>
    public async Task NextAsync(params Command[] commands) => await CompleteAsync(await TaskAsync(), commands);

    public Task FailTaskAsync(PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskFailedRequest>? with = null)
    {
        var request = new RespondWorkflowTaskFailedRequest
        {
            TaskToken = task.TaskToken,
            Identity = "worker",
            Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
            Failure = Make.Failure("task failed"),
        };
        with?.Invoke(request);
        return CallAsync<RespondWorkflowTaskFailedResponse>(request);
    }

    public Task SignalAsync(string name = "w", string signal = "go", string requestId = "", string runId = "") =>
        CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest
        {
            WorkflowExecution = Of(name, runId),
            SignalName = signal,
            RequestId = requestId,
            Identity = "client",
            Input = Make.Payloads("signal"),
        });

    public Task CancelAsync(string name = "w", string firstRunId = "", string requestId = "") =>
        CallAsync<RequestCancelWorkflowExecutionResponse>(new RequestCancelWorkflowExecutionRequest
        {
            WorkflowExecution = Of(name),
            Identity = "client",
            Reason = "enough",
            FirstExecutionRunId = firstRunId,
            RequestId = requestId,
        });

    public Task TerminateAsync(string name = "w", string firstRunId = "", string runId = "") =>
        CallAsync<TerminateWorkflowExecutionResponse>(new TerminateWorkflowExecutionRequest
        {
            WorkflowExecution = Of(name, runId),
            Identity = "client",
            Reason = "enough",
            Details = Make.Payloads("why"),
            FirstExecutionRunId = firstRunId,
        });

    /// <summary>Asks for the state of a workflow and writes it down.</summary>
    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(string name = "w", string runId = "") =>
        CallAsync<DescribeWorkflowExecutionResponse>(new DescribeWorkflowExecutionRequest { Execution = Of(name, runId) });

    /// <summary>Waits until the current run of a workflow has closed.</summary>
    public async Task ClosedAsync(string name = "w", string runId = "")
    {
        var started = TimeProvider.System.GetTimestamp();
        var token = ByteString.Empty;
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            var request = new GetWorkflowExecutionHistoryRequest
            {
                Execution = Of(name, runId), WaitNewEvent = true, HistoryEventFilterType = HistoryEventFilterType.CloseEvent, NextPageToken = token,
            };
            var page = await CallAsync<GetWorkflowExecutionHistoryResponse>(request, isSilent: true);
            token = page.NextPageToken;
            if (page.History is { Events.Count: > 0 } history)
            {
                _transcript.Line($"{name} closed: {history.Events[^1].EventType}");
                return;
            }
        }

        throw new StuckException($"{name} does not close");
    }

    /// <summary>Waits until the history of a workflow has an event of a type.</summary>
    public async Task HasAsync(EventType type, string name = "w", string runId = "", int count = 1)
    {
        var started = TimeProvider.System.GetTimestamp();
        var token = ByteString.Empty;
        var found = 0;
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            var request = new GetWorkflowExecutionHistoryRequest { Execution = Of(name, runId), WaitNewEvent = true, NextPageToken = token };
            var page = await CallAsync<GetWorkflowExecutionHistoryResponse>(request, isSilent: true);
            found += page.History?.Events.Count(entry => entry.EventType == type) ?? 0;
            if (found >= count)
            {
                return;
            }

            token = page.NextPageToken;
        }

        throw new StuckException($"{name} has no {type}");
    }

    /// <summary>Waits for the end of a run and writes nothing down.</summary>
    public async Task WaitAsync(string workflowId, string runId)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Execution = new WorkflowExecution { WorkflowId = workflowId, RunId = runId }, WaitNewEvent = true, HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
        };
        while ((await CallAsync<GetWorkflowExecutionHistoryResponse>(request, isSilent: true)) is { History: not { Events.Count: > 0 } } page)
        {
            request.NextPageToken = page.NextPageToken;
        }
    }

    private static string NameOf(IMessage request) => request.Descriptor.Name[..^"Request".Length];
}
