using Temporalio.Exceptions;
using Temporalio.Workflows;
using Vibe.Core.Capacity;

namespace Vibe.Workflows.Capacity;

/// <summary>
/// One pool: builds ask by signal and are told of the grant by signal, first come, first served. A lease ends by release, by its time, or with its owner. It runs for ever and
/// continues as new before its history gets long.
/// </summary>
[Workflow(CapacityNames.WorkflowType)]
public sealed class CapacityWorkflow
{
    private readonly CapacityPool _pool;
    private readonly Queue<HeldLease> _tellAgain = new();
    private long _publishedRevision;
    private bool _hasNews = true;
    private bool _isClosing;
    private int _inFlight;

    /// <summary>Takes what the pool starts or continues with, before any signal is handled.</summary>
    [WorkflowInit]
    public CapacityWorkflow(CapacityInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _pool = new CapacityPool(input, Now);
        _publishedRevision = input.CarryOver?.PublishedRevision ?? 0;
    }

    private static DateTimeOffset Now => new(DateTime.SpecifyKind(Workflow.UtcNow, DateTimeKind.Utc));

    private bool IsLong => Workflow.CurrentHistoryLength >= _pool.Settings.ContinueAfterEvents || Workflow.ContinueAsNewSuggested;

    /// <summary>Serves the line.</summary>
    [WorkflowRun]
    public async Task RunAsync(CapacityInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var publishing = Workflow.RunTaskAsync(PublishAsync);
        var watching = Workflow.RunTaskAsync(WatchAsync);
        while (!IsLong)
        {
            _hasNews = false;
            foreach (var lease in _pool.Expire(Now))
            {
                Send(() => TellEndedAsync(lease));
            }

            foreach (var lease in _pool.Grant(Now).Concat(TakeRepeats()))
            {
                Send(() => TellGrantedAsync(lease));
            }

            await WaitForNewsAsync();
        }

        // What is on its way arrives before the next run begins; requests that come meanwhile are in the line already. The watch is simply left: the next run has its own.
        _isClosing = true;
        await Workflow.WaitConditionAsync(() => publishing.IsCompleted && _inFlight == 0 && Workflow.AllHandlersFinished);
        var next = new CapacityInput { Pool = _pool.Name, Settings = _pool.Settings, CarryOver = _pool.ToCarryOver(_publishedRevision) };
        GC.KeepAlive(watching);
        throw Workflow.CreateContinueAsNewException((CapacityWorkflow w) => w.RunAsync(next));
    }

    /// <summary>A build asks.</summary>
    [WorkflowSignal(CapacityNames.Request)]
    public Task RequestAsync(LeaseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _pool.Configure(request.Settings ?? _pool.Settings);
        if (_pool.Ask(request, Now) is { } held)
        {
            _tellAgain.Enqueue(held);
        }

        return NewsAsync();
    }

    /// <summary>A build gives back what it has, or leaves the line.</summary>
    [WorkflowSignal(CapacityNames.Release)]
    public Task ReleaseAsync(LeaseRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        _pool.Release(release.LeaseId, Now);
        return NewsAsync();
    }

    /// <summary>Builds ended without giving back what they had.</summary>
    [WorkflowSignal(CapacityNames.Gone)]
    public Task OwnersGoneAsync(OwnersGone gone)
    {
        ArgumentNullException.ThrowIfNull(gone);
        _pool.Forget([.. gone.BuildIds]);
        return NewsAsync();
    }

    /// <summary>The configuration changed.</summary>
    [WorkflowSignal(CapacityNames.Configure)]
    public Task ConfigureAsync(PoolSettings settings)
    {
        _pool.Configure(settings);
        return NewsAsync();
    }

    /// <summary>The line as everybody sees it.</summary>
    [WorkflowQuery(CapacityNames.Line)]
    public LineSnapshot Line() => _pool.ToSnapshot(Now);

    /// <summary>Those who hold a lease or wait for one.</summary>
    [WorkflowQuery(CapacityNames.Owners)]
    public PoolOwners Owners() => _pool.Owners;

    private Task NewsAsync()
    {
        _hasNews = true;
        return Task.CompletedTask;
    }

    private IEnumerable<HeldLease> TakeRepeats()
    {
        while (_tellAgain.TryDequeue(out var lease))
        {
            yield return lease;
        }
    }

    private async Task WaitForNewsAsync()
    {
        if (_pool.NextExpiry is { } expiry)
        {
            var left = expiry - Now;
            if (left > TimeSpan.Zero)
            {
                await Workflow.WaitConditionAsync(() => _hasNews || IsLong, left);
            }
        }
        else
        {
            await Workflow.WaitConditionAsync(() => _hasNews || IsLong);
        }
    }

    private void Send(Func<Task> message)
    {
        _inFlight++;
        _ = Workflow.RunTaskAsync(async () =>
        {
            try
            {
                await message();
            }
            finally
            {
                _inFlight--;
            }
        });
    }

    private async Task TellGrantedAsync(HeldLease lease)
    {
        var granted = new LeaseGranted { LeaseId = lease.LeaseId, ExpiresAt = lease.ExpiresAt };
        try
        {
            await Workflow.GetExternalWorkflowHandle<ILeaseHolder>(lease.BuildId.WorkflowId).SignalAsync(w => w.LeaseGrantedAsync(granted));
        }
        catch (FailureException)
        {
            // The build has ended, so its slot goes to the next.
            _pool.Forget([lease.BuildId]);
            _hasNews = true;
        }
    }

    private static async Task TellEndedAsync(HeldLease lease)
    {
        var ended = new LeaseEnded { LeaseId = lease.LeaseId };
        try
        {
            await Workflow.GetExternalWorkflowHandle<ILeaseHolder>(lease.BuildId.WorkflowId).SignalAsync(w => w.LeaseEndedAsync(ended));
        }
        catch (FailureException)
        {
            // The build has ended, which is what it is told.
        }
    }

    /// <summary>One publication at a time; what changes meanwhile goes with the next.</summary>
    private async Task PublishAsync()
    {
        while (true)
        {
            await Workflow.WaitConditionAsync(() => _isClosing || _pool.Revision > _publishedRevision);
            if (_isClosing)
            {
                return;
            }

            var input = new PublishLineInput { Pool = _pool.Name, Revision = _pool.Revision };
            var output = await Workflow.ExecuteActivityAsync((IPoolActivities a) => a.PublishLineAsync(input), PoolActivityOptions.Publish);
            _publishedRevision = Math.Max(output.Revision, input.Revision);
        }
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            await Workflow.WaitConditionAsync(() => _pool.HasOwners && !_isClosing);
            var input = new WatchOwnersInput { Pool = _pool.Name };
            await Workflow.ExecuteActivityAsync((IPoolActivities a) => a.WatchOwnersAsync(input), PoolActivityOptions.Watch);
        }
    }
}
