using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine;
using Temporalio.Worker.Engine.Paging;

namespace Temporal.Sdk.Tests.Engine;

/// <summary>A run under test: scripted code, histories by hand, no server.</summary>
internal sealed class EngineRun
{
    private readonly WorkflowRun run;
    private readonly ListPages pages = new();

    public EngineRun(Func<WorkflowActivation, IEnumerable<WorkflowCommand>> script, bool failsOnNondeterminism = false)
    {
        Instance = new ScriptedInstance(script);
        run = new WorkflowRun(
            new WorkflowRunContext { Namespace = "default", CreateInstance = (_, _) => Instance, FailsOnNondeterminism = _ => failsOnNondeterminism },
            "wf",
            "run");
    }

    public ScriptedInstance Instance { get; }

    public WorkflowRun Run => run;

    /// <summary>Pages that the server has, by request.</summary>
    public ListPages Pages => pages;

    /// <summary>Handles a task whose history ends with its start.</summary>
    public Task<TaskOutcome> HandleAsync(
        IEnumerable<HistoryEvent> events, long previousStarted, Message[]? messages = null, Dictionary<string, WorkflowQuery>? queries = null, string pageToken = "")
    {
        var list = events.ToList();
        var response = new PollWorkflowTaskQueueResponse
        {
            TaskToken = ByteString.CopyFromUtf8("token"),
            WorkflowExecution = new() { WorkflowId = "wf", RunId = "run" },
            PreviousStartedEventId = previousStarted,
            StartedEventId = list.Count > 0 ? list[^1].EventId : 0,
            Attempt = 1,
            History = new() { Events = { list } },
            NextPageToken = ByteString.CopyFromUtf8(pageToken),
        };
        response.Messages.AddRange(messages ?? []);
        response.Queries.Add(queries ?? []);
        return run.HandleAsync(new WorkflowTask(response), pages, CancellationToken.None);
    }

    /// <summary>Handles a query alone.</summary>
    public Task<TaskOutcome> QueryAsync(IEnumerable<HistoryEvent> events, long previousStarted) => run.HandleAsync(
        new WorkflowTask(new PollWorkflowTaskQueueResponse
        {
            TaskToken = ByteString.CopyFromUtf8("token"),
            WorkflowExecution = new() { WorkflowId = "wf", RunId = "run" },
            PreviousStartedEventId = previousStarted,
            History = new() { Events = { events } },
            Query = new WorkflowQuery { QueryType = "state" },
        }),
        pages,
        CancellationToken.None);

    public async Task<TaskOutcome.Completed> CompletesAsync(IEnumerable<HistoryEvent> events, long previousStarted, Message[]? messages = null) =>
        Assert.IsType<TaskOutcome.Completed>(await HandleAsync(events, previousStarted, messages));

    public static IReadOnlyList<CommandType> Types(TaskOutcome.Completed outcome) => [.. outcome.Commands.Select((Command c) => c.CommandType)];

    /// <summary>A server's pages.</summary>
    internal sealed class ListPages : IHistoryPages
    {
        public Dictionary<string, HistoryPage> ByToken { get; } = [];

        public List<string> Requested { get; } = [];

        public Task<HistoryPage> FetchAsync(ByteString token, CancellationToken cancellationToken)
        {
            var key = token.ToStringUtf8();
            Requested.Add(key);
            return Task.FromResult(ByToken[key]);
        }
    }
}
