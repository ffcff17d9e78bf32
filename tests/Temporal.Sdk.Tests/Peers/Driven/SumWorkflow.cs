using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

/// <summary>Adds up what signals and updates bring until it is told to finish.</summary>
[Workflow("Sum")]
public sealed class SumWorkflow
{
    private bool isFinished;
    private int total;

    [WorkflowInit]
    public SumWorkflow(int start) => total = start;

    [WorkflowRun]
    public async Task<int> RunAsync(int start)
    {
        _ = start;
        await Workflow.WaitConditionAsync(() => isFinished);
        return total;
    }

    [WorkflowSignal("Add")]
    public Task AddAsync(int n)
    {
        total += n;
        return Task.CompletedTask;
    }

    [WorkflowSignal("Finish")]
    public Task FinishAsync()
    {
        isFinished = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery("Total")]
    public int Total() => total;

    [WorkflowQuery("Broken")]
    public int Broken() => throw new InvalidOperationException("no answer today");

    [WorkflowUpdate("Set")]
    public Task<int> SetAsync(int n)
    {
        var before = total;
        total = n;
        return Task.FromResult(before);
    }

    [WorkflowUpdateValidator(nameof(SetAsync))]
    public void ValidateSet(int n)
    {
        if (n < 0)
        {
            throw new ApplicationFailureException("must not be negative", "Negative");
        }
    }

    [WorkflowUpdate("SetLater")]
    public async Task<int> SetLaterAsync(int n)
    {
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(200));
        return total = n;
    }

    [WorkflowUpdate("Fail")]
    public async Task FailAsync()
    {
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(1));
        throw new ApplicationFailureException("the handler fails", "Handler", details: [1, "two"]);
    }
}
