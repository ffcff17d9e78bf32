namespace Temporal.Server.Execution;

/// <summary>One change of one workflow id under its lock: what has to happen besides the write.</summary>
internal sealed class Transition(long now)
{
    private List<Action>? _afterCommit;
    private List<Action>? _elsewhere;

    /// <summary>The time of the whole transition, in ticks.</summary>
    public long Now { get; } = now;

    /// <summary>Runs that this transition writes, in order.</summary>
    public List<Run> Touched { get; } = [];

    /// <summary>Something of a run changed that must be durable.</summary>
    public void Touch(Run run)
    {
        if (!Touched.Contains(run))
        {
            Touched.Add(run);
        }
    }

    /// <summary>Done once the write is durable, outside of any lock.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>Begun once the lock is free: work on other workflow ids. Its own writes queue behind this one's, so it need not wait for it.</summary>
    public void Elsewhere(Action action) => (_elsewhere ??= []).Add(action);

    public void RunElsewhere() => Drain(ref _elsewhere);

    public void RunAfterCommit() => Drain(ref _afterCommit);

    private static void Drain(ref List<Action>? actions)
    {
        var pending = actions;
        actions = null;
        if (pending is not null)
        {
            foreach (var action in pending)
            {
                action();
            }
        }
    }
}
