using Temporalio.Workflows;
using Vibe.Workflows.Capacity;

namespace Vibe.Workflows.Builds;

/// <summary>
/// The build's side of its lease. It belongs to the build, not to a worker: attempts of a stage go on under it. The build asks by an activity and is told by signal.
/// </summary>
internal sealed class BuildLease(BuildInput input)
{
    // A pool that was ended from outside has forgotten its line; asking again starts it anew and is nothing where the line still stands.
    private static readonly TimeSpan FirstAskAgain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastAskAgain = TimeSpan.FromHours(1);

    private string? _leaseId;
    private bool _isGranted;
    private DateTimeOffset _grantedAt;
    private CancellationTokenSource? _work;

    /// <summary>How many leases this build has asked for.</summary>
    public int Count { get; private set; } = input.CarryOver?.LeaseCount ?? 0;

    public bool IsHeld => _leaseId is not null && _isGranted;

    /// <summary>Stands in line until the slot is granted or the token ends.</summary>
    public async Task AcquireAsync(CancellationToken cancellationToken)
    {
        if (_leaseId is null)
        {
            Count++;
            _isGranted = false;
            _leaseId = $"{input.BuildId}/{Count}";
        }

        var again = FirstAskAgain;
        while (!_isGranted)
        {
            var request = new RequestLeaseInput { Pool = input.Settings.Pool, Request = new LeaseRequest { LeaseId = _leaseId, BuildId = input.BuildId } };
            await Workflow.ExecuteActivityAsync((ILeaseActivities a) => a.RequestLeaseAsync(request), BuildActivityOptions.Records);
            await Workflow.WaitConditionAsync(() => _isGranted, again, cancellationToken);
            again = again + again < LastAskAgain ? again + again : LastAskAgain;
        }
    }

    /// <summary>Gives back what is held, or leaves the line.</summary>
    public async Task ReleaseAsync()
    {
        if (_leaseId is not { } leaseId)
        {
            return;
        }

        var release = new ReleaseLeaseInput
        {
            Pool = input.Settings.Pool,
            BuildId = input.BuildId,
            HeldFor = _isGranted ? BuildState.Now - _grantedAt : null,
            Release = new LeaseRelease { LeaseId = leaseId },
        };
        _leaseId = null;
        _isGranted = false;
        await Workflow.ExecuteActivityAsync((ILeaseActivities a) => a.ReleaseLeaseAsync(release), BuildActivityOptions.Records);
    }

    /// <summary>What is to be stopped when the lease ends by its time.</summary>
    public void Guard(CancellationTokenSource? work) => _work = work;

    public void OnGranted(LeaseGranted granted)
    {
        if (granted.LeaseId == _leaseId)
        {
            _isGranted = true;
            _grantedAt = BuildState.Now;
        }
    }

    public void OnEnded(LeaseEnded ended)
    {
        if (ended.LeaseId == _leaseId)
        {
            _leaseId = null;
            _isGranted = false;
            _work?.Cancel();
        }
    }
}
