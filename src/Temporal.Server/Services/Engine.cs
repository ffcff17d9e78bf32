using Microsoft.Extensions.Logging;
using Temporal.Server.Clock;
using Temporal.Server.Execution;
using Temporal.Server.Grpc;
using Temporal.Server.Limits;
using Temporal.Server.Matching;
using Temporal.Server.Namespaces;
using Temporal.Server.Visibility;

namespace Temporal.Server.Services;

#pragma warning disable CA1001 // The token source has no timer and no handle; long polls may still look at it while the server stops.
/// <summary>The engine: runs in memory, task queues between them and the workers, and the calls that act on both.</summary>
internal sealed class Engine : IEngine, IRunHost
#pragma warning restore CA1001
{
    private readonly EngineParts _parts;
    private readonly EngineCalls _calls;
    private readonly CrossRunWork _across;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;

    public Engine(EngineParts parts)
    {
        _parts = parts;
        _logger = parts.Logging.CreateLogger<Engine>();
        Table = new WorkflowTable(parts.Store);
        Transactor = new Transactor(parts.Store, parts.Clock, Table);
        Queues = new TaskQueues(parts.Limits, TimeProvider.System);
        _across = new CrossRunWork(this, Transactor, parts.Logging.CreateLogger<CrossRunWork>());
        _calls = new EngineCalls(parts, this, Table, Transactor, new HistoryReader(parts.Store), _stopping.Token);
        Methods =
        [
            .. new StartService(_calls).Methods,
            .. new WorkflowTaskService(_calls).Methods,
            .. new ActivityTaskService(_calls).Methods,
            .. new ActivityByIdService(_calls).Methods,
            .. new SignalService(_calls).Methods,
            .. new HistoryService(_calls).Methods,
            .. new DescribeService(_calls).Methods,
            .. new QueryService(_calls).Methods,
            .. new UpdateService(_calls).Methods,
        ];
    }

    public IReadOnlyList<RpcMethod> Methods { get; }

    public Task Failed => Transactor.Failed;

    public IServerClock Clock => _parts.Clock;

    public ServerLimits Limits => _parts.Limits;

    public ISearchAttributeChecker SearchAttributes => _parts.SearchAttributes;

    public INamespaceDirectory Namespaces => _parts.Namespaces;

    public TaskQueues Queues { get; }

    public ICrossRunWork Across => _across;

    private WorkflowTable Table { get; }

    private Transactor Transactor { get; }

    public async Task StartAsync(CancellationToken cancellationToken) =>
        await new Recovery(_parts.Store, this, Table, Transactor, _calls.Reader).RunAsync(cancellationToken);

    public void Stop() => _stopping.Cancel();

    public void Close() => Table.Close();

    public void Wake(Run run)
    {
        if (Failed.IsCompleted)
        {
            return;
        }

        try
        {
            if (Transactor.TryApply(run.Entry, (_, transition) => DueWork.Do(run, transition), out var durable) && !durable.IsCompletedSuccessfully)
            {
                _ = EngineLog.ObserveAsync(durable, _logger);
            }
        }
        catch (ServiceException) when (Failed.IsCompleted)
        {
            // A write failed just now: the next engine finds what is due.
        }
    }
}
