namespace Temporal.Server.Matching;

/// <summary>Gives waiting tasks their places: level before level, and within a level turn about between fairness keys by weight.</summary>
/// <remarks>
/// Each task of a key comes one stride (1000 / weight) after the last one of its key, but not before the task that was handed out last. So a key with
/// thousands of tasks does not delay another one's first.
/// </remarks>
internal sealed class FairOrder(bool isFair)
{
    private const double Stride = 1000;

    private readonly Dictionary<(int Level, string Key), long> _lastPass = [];
    private readonly Dictionary<int, long> _base = [];
    private long _lastId;

    public (int Level, long Pass, long Id) PlaceOf(QueuedTask task)
    {
        var id = ++_lastId;
        if (!isFair)
        {
            return (task.Level, 0, id);
        }

        var key = (task.Level, task.FairnessKey);
        var stride = Math.Max(1, (long)(Stride / task.FairnessWeight));
        var pass = Math.Max(_base.GetValueOrDefault(task.Level), _lastPass.TryGetValue(key, out var last) ? last + stride : 0);
        _lastPass[key] = pass;
        return (task.Level, pass, id);
    }

    public void Taken((int Level, long Pass, long Id) place) =>
        _base[place.Level] = Math.Max(_base.GetValueOrDefault(place.Level), place.Pass);

    /// <summary>Nothing waits any more: all keys are equal again.</summary>
    public void Reset()
    {
        _lastPass.Clear();
        _base.Clear();
    }
}
