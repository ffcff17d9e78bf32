using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Temporal.Server.Execution.State;

namespace Temporal.Server.Execution;

/// <summary>The pending activities of a run, by scheduled event and by activity id.</summary>
internal sealed class ActivityTable(RunParts parts)
{
    private readonly Dictionary<long, Activity> _byScheduledId = [];
    private readonly Dictionary<string, Activity> _byActivityId = [];

    public int Count => _byScheduledId.Count;

    public IEnumerable<Activity> All => _byScheduledId.Values;

    public bool Has(string activityId) => _byActivityId.ContainsKey(activityId);

    public bool TryFind(string activityId, [NotNullWhen(true)] out Activity? activity) => _byActivityId.TryGetValue(activityId, out activity);

    public bool TryFind(long scheduledId, [NotNullWhen(true)] out Activity? activity) => _byScheduledId.TryGetValue(scheduledId, out activity);

    public void Load(string id, ActivityState state, bool isInline)
    {
        Index(new Activity(state, null));
        parts.Loaded(PartKind.Activity, id, state, isInline);
    }

    public void Add(Activity activity)
    {
        Index(activity);
        Save(activity);
    }

    /// <summary>Its state has changed.</summary>
    public void Save(Activity activity) => parts.Touch(PartKind.Activity, Id(activity), activity.State);

    public void Remove(Activity activity)
    {
        activity.ReleaseTime();
        _byScheduledId.Remove(activity.State.ScheduledId);
        _byActivityId.Remove(activity.State.ActivityId);
        parts.Remove(PartKind.Activity, Id(activity));
    }

    /// <summary>The run is closed: its activities are forgotten.</summary>
    public void Clear()
    {
        foreach (var activity in _byScheduledId.Values)
        {
            activity.ReleaseTime();
        }

        _byScheduledId.Clear();
        _byActivityId.Clear();
    }

    private void Index(Activity activity)
    {
        _byScheduledId[activity.State.ScheduledId] = activity;
        _byActivityId[activity.State.ActivityId] = activity;
    }

    private static string Id(Activity activity) => activity.State.ScheduledId.ToString(CultureInfo.InvariantCulture);
}
