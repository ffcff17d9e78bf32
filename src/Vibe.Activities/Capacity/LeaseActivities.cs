using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.Data.Usage;
using Vibe.Models;
using Vibe.Models.Failures;
using Vibe.Workflows;
using Vibe.Workflows.Capacity;

namespace Vibe.Activities.Capacity;

/// <summary>How a build speaks to its pool.</summary>
/// <param name="models">The model, whose slots are the pool's.</param>
/// <param name="usage">Where the time that slots were held is kept.</param>
public sealed class LeaseActivities(IChatModels models, IUsageStore usage) : ILeaseActivities
{
    private static CancellationToken Cancellation => ActivityExecutionContext.Current.CancellationToken;

    /// <inheritdoc />
    [Activity]
    public async Task RequestLeaseAsync(RequestLeaseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var settings = new PoolSettings { Slots = await SlotsAsync() };
        var request = input.Request with { Settings = settings };
        var pool = new CapacityInput { Pool = input.Pool, Settings = settings };
        var options = new WorkflowOptions(CapacityNames.WorkflowId(input.Pool), TaskQueues.Builds) { Rpc = new RpcOptions { CancellationToken = Cancellation } };
        options.SignalWithStart((CapacityWorkflow w) => w.RequestAsync(request));
        await ActivityExecutionContext.Current.TemporalClient.StartWorkflowAsync((CapacityWorkflow w) => w.RunAsync(pool), options);
    }

    /// <inheritdoc />
    [Activity]
    public async Task ReleaseLeaseAsync(ReleaseLeaseInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.HeldFor is { } duration)
        {
            await usage.RecordAsync(
                new UsageEntry
                {
                    Key = $"slot/{input.Release.LeaseId}",
                    BuildId = input.BuildId,
                    Stage = UsageEntry.SlotStage,
                    Pool = input.Pool,
                    Provider = string.Empty,
                    Model = string.Empty,
                    CostUsd = 0,
                    Duration = duration,
                },
                Cancellation);
        }

        var handle = ActivityExecutionContext.Current.TemporalClient.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId(input.Pool));
        try
        {
            await handle.SignalAsync(w => w.ReleaseAsync(input.Release), new WorkflowSignalOptions { Rpc = new RpcOptions { CancellationToken = Cancellation } });
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            // A pool that does not run has nothing to take back.
        }
    }

    private async Task<int> SlotsAsync()
    {
        try
        {
            return Math.Max(1, (await models.SelectAsync(Cancellation)).Slots);
        }
        catch (ModelException)
        {
            // The model cannot serve. The first build that gets a slot says why, on its card; nobody is told by waiting.
            return 1;
        }
    }
}
