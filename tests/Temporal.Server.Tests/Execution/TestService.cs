using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Server.Grpc;
using Temporal.Server.Limits;
using Temporal.Server.Namespaces;
using Temporal.Server.Services;
using Temporal.Server.Storage;
using Temporal.Server.Visibility;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Execution;

/// <summary>The engine on a memory store and a manual clock, called the way clients and workers call it.</summary>
internal sealed class TestService : INamespaceDirectory, ISearchAttributeChecker
{
    public const string Queue = "queue";
    public const string Namespace = "default";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryStore _store;
    private readonly Engine _engine;
    private readonly NamespaceRef _namespace = new("5f2f4b0e-7f5a-4a51-9c0e-6f0a58c0c001", Namespace);

    private TestService(MemoryStore store, ManualClock clock, ServerLimits limits)
    {
        _store = store;
        Clock = clock;
        Limits = limits;
        _engine = new Engine(new EngineParts(store, clock, limits, this, this, NullLoggerFactory.Instance));
    }

    public ManualClock Clock { get; }

    public ServerLimits Limits { get; }

    public static async Task<TestService> StartAsync(ServerLimits? limits = null)
    {
        var service = new TestService(new MemoryStore(new VisibilityIndex()), new ManualClock(Noon), limits ?? new ServerLimits { WorkflowIdReuseMinimalInterval = TimeSpan.Zero });
        await service._engine.StartAsync(CancellationToken.None);
        return service;
    }

    /// <summary>What a restart of the process leaves: the store. The old engine's timers die with its clock.</summary>
    public async Task<TestService> RestartAsync()
    {
        _engine.Stop();
        var service = new TestService(_store, new ManualClock(Clock.Now), Limits);
        await service._engine.StartAsync(CancellationToken.None);
        return service;
    }

    public async Task<TResponse> CallAsync<TResponse>(IMessage request, TimeSpan? timeout = null)
        where TResponse : IMessage
    {
        var name = request.Descriptor.Name[..^"Request".Length];
        var method = _engine.Methods.Single(method => method.Name == name);
        return (TResponse)await method.Handler(request, new RpcContext { Cancelled = CancellationToken.None, Timeout = timeout });
    }

    public async Task<string> StartWorkflowAsync(string id = "w", Action<StartWorkflowExecutionRequest>? with = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = Queue },
            RequestId = Guid.NewGuid().ToString(),
        };
        with?.Invoke(request);
        return (await CallAsync<StartWorkflowExecutionResponse>(request)).RunId;
    }

    /// <summary>The next workflow task; there must be one.</summary>
    public Task<PollWorkflowTaskQueueResponse> PollWorkflowAsync(string queue = Queue, TaskQueueKind kind = TaskQueueKind.Normal) =>
        CallAsync<PollWorkflowTaskQueueResponse>(
            new PollWorkflowTaskQueueRequest { Namespace = Namespace, TaskQueue = new TaskQueue { Name = queue, Kind = kind, NormalName = Queue }, Identity = "worker" },
            TimeSpan.FromSeconds(20));

    /// <summary>The next activity task; there must be one.</summary>
    public Task<PollActivityTaskQueueResponse> PollActivityAsync(string queue = Queue) =>
        CallAsync<PollActivityTaskQueueResponse>(
            new PollActivityTaskQueueRequest { Namespace = Namespace, TaskQueue = new TaskQueue { Name = queue }, Identity = "worker" },
            TimeSpan.FromSeconds(20));

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        CompleteAsync(task, request => request.Commands.Add(commands));

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest> with)
    {
        var request = new RespondWorkflowTaskCompletedRequest { Namespace = Namespace, TaskToken = task.TaskToken, Identity = "worker" };
        with(request);
        return CallAsync<RespondWorkflowTaskCompletedResponse>(request);
    }

    public Task FailAsync(PollWorkflowTaskQueueResponse task) => CallAsync<RespondWorkflowTaskFailedResponse>(new RespondWorkflowTaskFailedRequest
    {
        Namespace = Namespace,
        TaskToken = task.TaskToken,
        Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
    });

    public Task CompleteAsync(PollActivityTaskQueueResponse task) => CallAsync<RespondActivityTaskCompletedResponse>(
        new RespondActivityTaskCompletedRequest { Namespace = Namespace, TaskToken = task.TaskToken, Identity = "worker" });

    public Task FailAsync(PollActivityTaskQueueResponse task, bool nonRetryable = false) => CallAsync<RespondActivityTaskFailedResponse>(
        new RespondActivityTaskFailedRequest
        {
            Namespace = Namespace,
            TaskToken = task.TaskToken,
            Failure = new Failure { Message = "no", ApplicationFailureInfo = new ApplicationFailureInfo { Type = "No", NonRetryable = nonRetryable } },
        });

    public Task SignalAsync(string id = "w", string requestId = "") => CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest
    {
        Namespace = Namespace,
        WorkflowExecution = new WorkflowExecution { WorkflowId = id },
        SignalName = "go",
        RequestId = requestId,
    });

    public Task TerminateAsync(string id) => CallAsync<TerminateWorkflowExecutionResponse>(new TerminateWorkflowExecutionRequest
    {
        Namespace = Namespace,
        WorkflowExecution = new WorkflowExecution { WorkflowId = id },
    });

    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id = "w") => CallAsync<DescribeWorkflowExecutionResponse>(
        new DescribeWorkflowExecutionRequest { Namespace = Namespace, Execution = new WorkflowExecution { WorkflowId = id } });

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id = "w", string runId = "")
    {
        var response = await CallAsync<GetWorkflowExecutionHistoryResponse>(
            new GetWorkflowExecutionHistoryRequest { Namespace = Namespace, Execution = new WorkflowExecution { WorkflowId = id, RunId = runId } });
        return [.. response.History.Events];
    }

    /// <summary>The event types, in order.</summary>
    public async Task<string> TypesAsync(string id = "w", string runId = "") =>
        string.Join(' ', (await HistoryAsync(id, runId)).Select(entry => entry.EventType));

    public NamespaceRef Resolve(string name) => name == Namespace ? _namespace : throw ServiceException.NotFound($"Namespace {name} is not found.");

    public NamespaceRef? Find(string name) => name == Namespace ? _namespace : null;

    public NamespaceRef? FindById(string id) => id == _namespace.Id ? _namespace : null;

    public void Check(string namespaceName, SearchAttributes? attributes)
    {
    }

    public SearchAttributes? Typed(string namespaceName, SearchAttributes? attributes) => attributes;
}
