using Vibe.Core.Builds;
using Vibe.Core.Capacity;

namespace Vibe.Workflows.Capacity;

/// <summary>The slots, leases and line of one pool: what it holds and how that changes. It sends nothing and knows no clock.</summary>
internal sealed class CapacityPool
{
    /// <summary>How many ended leases are remembered.</summary>
    public const int RememberedLeases = 100;

    private readonly List<HeldLease> _held;
    private readonly List<WaitingBuild> _line;
    private readonly List<string> _ended;
    private IReadOnlyList<TimeSpan> _durations;

    public CapacityPool(CapacityInput input, DateTimeOffset now)
    {
        // A pool that is started anew counts on from the time, so that what it publishes is newer than what an earlier one did.
        var carried = input.CarryOver ?? new PoolCarryOver { Revision = now.ToUnixTimeMilliseconds() };
        Name = input.Pool;
        Settings = input.Settings;
        _held = [.. carried.Leases];
        _line = [.. carried.Line];
        _ended = [.. carried.Ended];
        _durations = carried.Durations;
        Revision = carried.Revision;
    }

    public string Name { get; }

    public PoolSettings Settings { get; private set; }

    /// <summary>Grows with every change that people see.</summary>
    public long Revision { get; private set; }

    public bool HasOwners => _held.Count > 0 || _line.Count > 0;

    public DateTimeOffset? NextExpiry => _held.Count == 0 ? null : _held.Min(l => l.ExpiresAt);

    public PoolOwners Owners => new() { Holding = [.. _held.Select(l => l.BuildId)], Waiting = [.. _line.Select(w => w.BuildId)] };

    /// <summary>Takes a request; the lease that it already holds where this is a repeat that must be told again.</summary>
    public HeldLease? Ask(LeaseRequest request, DateTimeOffset now)
    {
        if (_ended.Contains(request.LeaseId) || _line.Exists(w => w.LeaseId == request.LeaseId))
        {
            return null;
        }

        if (_held.Find(l => l.LeaseId == request.LeaseId) is { } held)
        {
            return held;
        }

        _line.Add(new WaitingBuild(request.LeaseId, request.BuildId, now));
        Revision++;
        return null;
    }

    /// <summary>Takes back a lease, measured, or a place in the line.</summary>
    public void Release(string leaseId, DateTimeOffset now)
    {
        if (_held.Find(l => l.LeaseId == leaseId) is { } lease)
        {
            _durations = LineRules.Remember(_durations, now - lease.GrantedAt);
        }

        End(leaseId);
    }

    /// <summary>Takes back whatever these builds have.</summary>
    public void Forget(IReadOnlyCollection<BuildId> owners)
    {
        foreach (var leaseId in _held.Where(l => owners.Contains(l.BuildId)).Select(l => l.LeaseId).Concat(_line.Where(w => owners.Contains(w.BuildId)).Select(w => w.LeaseId)).ToList())
        {
            End(leaseId);
        }
    }

    /// <summary>Gives the free slots to the head of the line.</summary>
    public IReadOnlyList<HeldLease> Grant(DateTimeOffset now)
    {
        var granted = LineRules.Next(Settings.Slots, _held.Count, _line).Select(w => new HeldLease(w.LeaseId, w.BuildId, now, now + Settings.LeaseTime)).ToList();
        foreach (var lease in granted)
        {
            _line.RemoveAll(w => w.LeaseId == lease.LeaseId);
            _held.Add(lease);
            Revision++;
        }

        return granted;
    }

    /// <summary>Ends the leases whose time is over.</summary>
    public IReadOnlyList<HeldLease> Expire(DateTimeOffset now)
    {
        var over = _held.Where(l => l.ExpiresAt <= now).ToList();
        over.ForEach(l => End(l.LeaseId));
        return over;
    }

    public void Configure(PoolSettings settings)
    {
        if (settings != Settings)
        {
            Settings = settings;
            Revision++;
        }
    }

    public LineSnapshot ToSnapshot(DateTimeOffset now) => LineRules.Snapshot(new LineView
    {
        Pool = Name,
        Revision = Revision,
        Slots = Settings.Slots,
        Held = _held,
        Line = _line,
        Durations = _durations,
        Now = now,
    });

    public PoolCarryOver ToCarryOver(long publishedRevision) => new()
    {
        Leases = [.. _held],
        Line = [.. _line],
        Durations = _durations,
        Ended = [.. _ended],
        Revision = Revision,
        PublishedRevision = publishedRevision,
    };

    private void End(string leaseId)
    {
        if (_held.RemoveAll(l => l.LeaseId == leaseId) + _line.RemoveAll(w => w.LeaseId == leaseId) > 0)
        {
            Revision++;
        }

        // Remembered also when it was not known: the release may overtake a request that is still on its way.
        if (!_ended.Contains(leaseId))
        {
            _ended.Add(leaseId);
            _ended.RemoveRange(0, Math.Max(0, _ended.Count - RememberedLeases));
        }
    }
}
