using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine;

/// <summary>The jobs of the next activation. They leave in the order in which a workflow has to see them, which is not that of history.</summary>
internal sealed class JobQueue
{
    private List<WorkflowActivationJob> jobs = [];
    private bool isOrdered = true;
    private int lastRank;

    public int Count => jobs.Count;

    public void Add(WorkflowActivationJob job)
    {
        var rank = Rank(job);
        isOrdered &= rank >= lastRank;
        lastRank = rank;
        jobs.Add(job);
    }

    /// <summary>Takes all jobs out, stably ordered by rank.</summary>
    public IReadOnlyList<WorkflowActivationJob> TakeAll()
    {
        IReadOnlyList<WorkflowActivationJob> taken = isOrdered ? jobs : [.. jobs.OrderBy(Rank)];
        jobs = [];
        isOrdered = true;
        lastRank = 0;
        return taken;
    }

    private static int Rank(WorkflowActivationJob job) => job switch
    {
        WorkflowActivationJob.InitializeWorkflow => 0,
        WorkflowActivationJob.NotifyHasPatch => 1,
        WorkflowActivationJob.UpdateRandomSeed => 2,
        WorkflowActivationJob.SignalWorkflow or WorkflowActivationJob.DoUpdate => 3,
        _ => 4,
    };
}
