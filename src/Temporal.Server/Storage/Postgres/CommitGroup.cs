using Temporal.Server.Keys;

namespace Temporal.Server.Storage.Postgres;

/// <summary>Commits that become durable together.</summary>
internal sealed class CommitGroup
{
    private readonly List<PendingCommit> _commits = [];
    private readonly Dictionary<RunKey, RunChange> _changes = [];
    private readonly Dictionary<(string NamespaceId, string WorkflowId), CurrentRun> _current = [];

    /// <summary>The runs that change, each once.</summary>
    public IReadOnlyCollection<RunChange> Changes => _changes.Values;

    /// <summary>The newest run of each workflow id, as the last commit has it.</summary>
    public IReadOnlyDictionary<(string NamespaceId, string WorkflowId), CurrentRun> Current => _current;

    /// <summary>How many commits.</summary>
    public int Count => _commits.Count;

    /// <summary>Roughly how many bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a commit.</summary>
    public void Add(PendingCommit commit)
    {
        _commits.Add(commit);
        foreach (var write in commit.Commit.Runs)
        {
            if (!_changes.TryGetValue(write.Key, out var change))
            {
                change = new RunChange(write);
                _changes.Add(write.Key, change);
            }

            change.Add(write);
            if (write.Current is { } current)
            {
                _current[(write.Key.NamespaceId, write.Key.WorkflowId)] = current;
            }

            Size += write.State.Length;
            foreach (var batch in write.History)
            {
                Size += batch.Events.Length;
            }
        }
    }

    /// <summary>Acknowledges all.</summary>
    public void Complete()
    {
        foreach (var commit in _commits)
        {
            commit.Done.TrySetResult();
        }
    }

    /// <summary>Fails all for good.</summary>
    public void Fail(Exception exception)
    {
        foreach (var commit in _commits)
        {
            commit.Done.TrySetException(exception);
        }
    }
}
