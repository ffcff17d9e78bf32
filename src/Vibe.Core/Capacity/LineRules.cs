namespace Vibe.Core.Capacity;

/// <summary>Who is served next, and how long the others wait. Pure: tiers, priorities and several pools change this function and nothing around it.</summary>
public static class LineRules
{
    /// <summary>How many of the last durations are remembered.</summary>
    public const int RememberedDurations = 20;

    /// <summary>Those who are granted a slot now, in the order of the line; nobody overtakes.</summary>
    /// <param name="slots">How many may work at once.</param>
    /// <param name="held">How many do.</param>
    /// <param name="line">Who waits, in order.</param>
    public static IReadOnlyList<WaitingBuild> Next(int slots, int held, IReadOnlyList<WaitingBuild> line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return [.. line.Take(Math.Max(0, slots - held))];
    }

    /// <summary>The line as everybody sees it.</summary>
    public static LineSnapshot Snapshot(LineView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var waits = ExpectedWaits(view);
        var waiting = view.Line.Select((w, i) => new LinePlace(w.BuildId, i + 1, waits?[i])).ToList();
        return new LineSnapshot(view.Pool, view.Revision, view.Slots, view.Held.Count, ReasonOf(view), waiting) { At = view.Now };
    }

    /// <summary>
    /// How long each of the line will wait: the slots get free when their holders have worked as long as the measured mean (a tenth of it more for one that takes
    /// longer), and everybody before works as long as the mean. <see langword="null"/> while nothing was measured.
    /// </summary>
    public static IReadOnlyList<TimeSpan>? ExpectedWaits(LineView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Durations.Count == 0 || view.Slots < 1)
        {
            return null;
        }

        var mean = TimeSpan.FromTicks((long)view.Durations.Average(d => d.Ticks));
        var free = new PriorityQueue<TimeSpan, TimeSpan>();
        foreach (var lease in view.Held)
        {
            var left = mean - (view.Now - lease.GrantedAt);
            var at = left > TimeSpan.Zero ? left : mean / 10;
            free.Enqueue(at, at);
        }

        // Slots that nobody holds; after a cut of the pool there may be fewer slots than holders, then the first ones that end free nothing.
        for (var i = view.Held.Count; i < view.Slots; i++)
        {
            free.Enqueue(TimeSpan.Zero, TimeSpan.Zero);
        }

        for (var i = view.Slots; i < view.Held.Count; i++)
        {
            free.Dequeue();
        }

        var waits = new List<TimeSpan>(view.Line.Count);
        for (var i = 0; i < view.Line.Count; i++)
        {
            var at = free.Dequeue();
            waits.Add(TimeSpan.FromSeconds(Math.Ceiling(at.TotalSeconds)));
            free.Enqueue(at + mean, at + mean);
        }

        return waits;
    }

    /// <summary>The durations with one more, the oldest dropped.</summary>
    public static IReadOnlyList<TimeSpan> Remember(IReadOnlyList<TimeSpan> durations, TimeSpan measured) =>
        [.. durations.Append(measured).TakeLast(RememberedDurations)];

    private static string? ReasonOf(LineView view) => (view.Line.Count, view.Slots) switch
    {
        (0, _) => null,
        (_, < 1) => $"The pool \"{view.Pool}\" has no slots.",
        (_, 1) => $"The only slot of the pool \"{view.Pool}\" is busy.",
        (_, 2) => $"Both slots of the pool \"{view.Pool}\" are busy.",
        _ => $"All {view.Slots} slots of the pool \"{view.Pool}\" are busy.",
    };
}
