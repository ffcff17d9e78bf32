using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;

namespace Temporal.Server.Execution.Queries;

/// <summary>Queries that came while a workflow task was pending: answered by that task, so that they see what it changes.</summary>
internal sealed class QueryRegistry(Run run)
{
    private const int FailingAttempts = 3;

    private readonly Dictionary<string, BufferedQuery> _queries = [];

    /// <summary>Whether a query has to wait for a workflow task.</summary>
    public bool MustWait => run.Tasks.Pending is not null || run.State.LastCompletedTaskId == 0 || run.Buffer.Count > 0;

    /// <summary>The tasks of this workflow keep failing: a query would wait in vain.</summary>
    public bool IsFailing => run.Tasks.Pending is not null && run.Tasks.Attempt >= FailingAttempts;

    public BufferedQuery Add(WorkflowQuery query)
    {
        var buffered = new BufferedQuery(query);
        _queries.Add(buffered.Id, buffered);
        return buffered;
    }

    public void Remove(BufferedQuery query) => _queries.Remove(query.Id);

    /// <summary>What goes along with the task that is being started.</summary>
    public IReadOnlyDictionary<string, WorkflowQuery> Attach()
    {
        var attached = new Dictionary<string, WorkflowQuery>();
        if (_queries.Count == 0 || run.State.LastCompletedTaskId == 0)
        {
            return attached;
        }

        foreach (var query in _queries.Values)
        {
            query.IsAttached = true;
            attached.Add(query.Id, query.Query);
        }

        return attached;
    }

    /// <summary>The worker's answers; what they say about the state holds once the transition is durable.</summary>
    public void Answer(Transition transition, IEnumerable<KeyValuePair<string, WorkflowQueryResult>> results)
    {
        foreach (var (id, result) in results)
        {
            if (_queries.Remove(id, out var query))
            {
                QueryOutcome outcome = result.ResultType == QueryResultType.Answered
                    ? new QueryOutcome.Answered(result.Answer)
                    : new QueryOutcome.Failed(result.ErrorMessage, result.Failure);
                transition.AfterCommit(() => query.Result.TrySetResult(outcome));
            }
        }
    }

    /// <summary>The task did not complete: its queries go with the next one.</summary>
    public void TakeBack()
    {
        foreach (var query in _queries.Values)
        {
            query.IsAttached = false;
        }
    }

    /// <summary>After a completed task: what it left open is asked directly, unless another task is pending already.</summary>
    public void TaskCompleted(Transition transition)
    {
        TakeBack();
        if (run.Tasks.Pending is null)
        {
            EndAll(transition, new QueryOutcome.AskDirectly());
        }
    }

    public void RunClosed(Transition transition) => EndAll(transition, new QueryOutcome.AskDirectly());

    public void GiveUpIfFailing(Transition transition)
    {
        if (IsFailing)
        {
            EndAll(transition, new QueryOutcome.NotReady());
        }
    }

    private void EndAll(Transition transition, QueryOutcome outcome)
    {
        foreach (var query in _queries.Values)
        {
            transition.AfterCommit(() => query.Result.TrySetResult(outcome));
        }

        _queries.Clear();
    }
}
