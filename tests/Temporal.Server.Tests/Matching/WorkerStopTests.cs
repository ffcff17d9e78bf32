using Temporal.Server.Limits;
using Temporal.Server.Matching;

namespace Temporal.Server.Tests.Matching;

public sealed class WorkerStopTests
{
    private readonly TaskQueues queues = new(new ServerLimits(), TimeProvider.System);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void WorkerStopped_TaskJustHandedOver_IsTakenBackFromAWorkerThatMayHaveDroppedIt(bool dropsTasks, int expected)
    {
        var taken = 0;
        queues.HandOvers.Add("worker", () => taken++);
        queues.HandOvers.Add("other", () => taken += 10);
        queues.WorkerStopped("worker", dropsTasks);
        Assert.Equal(expected, taken);
        Assert.True(queues.IsStopped("worker"));
    }
}
