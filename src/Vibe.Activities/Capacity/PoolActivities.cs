using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.Core.Builds;
using Vibe.Data.Builds;
using Vibe.Data.Line;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;

namespace Vibe.Activities.Capacity;

/// <summary>What a pool has done for it.</summary>
/// <param name="lines">Where lines are published.</param>
/// <param name="ends">Tells the end of builds that were ended from outside.</param>
/// <param name="time">The clock.</param>
public sealed class PoolActivities(ILineStore lines, IBuildEnds ends, TimeProvider time) : IPoolActivities
{
    private const int WaitingPerLook = 20;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private static ActivityExecutionContext Context => ActivityExecutionContext.Current;

    /// <inheritdoc />
    [Activity]
    public async Task<PublishLineOutput> PublishLineAsync(PublishLineInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var line = await Pool(input.Pool).QueryAsync(w => w.Line(), new WorkflowQueryOptions { Rpc = Rpc() });
        if (line.Revision < input.Revision)
        {
            throw new ApplicationFailureException($"The pool answered with revision {line.Revision}, which is older than {input.Revision}. It is asked again.");
        }

        await lines.SaveAsync(line, Context.CancellationToken);
        return new PublishLineOutput { Revision = line.Revision };
    }

    /// <inheritdoc />
    [Activity]
    public async Task WatchOwnersAsync(WatchOwnersInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var pool = Pool(input.Pool);
        using var timer = new PeriodicTimer(s_interval, time);
        var looks = 0;
        do
        {
            Context.Heartbeat(looks);
            if (await OwnersAsync(pool) is not { } owners)
            {
                continue;
            }

            if (owners.Holding.Count + owners.Waiting.Count == 0)
            {
                return;
            }

            // All who hold a slot each time; of those who wait the next twenty, so that a long line costs no more than a short one.
            var pages = Math.Max(1, (owners.Waiting.Count + WaitingPerLook - 1) / WaitingPerLook);
            var looked = owners.Holding.Concat(owners.Waiting.Skip(looks++ % pages * WaitingPerLook).Take(WaitingPerLook)).Distinct();
            var gone = new List<BuildId>();
            foreach (var owner in looked)
            {
                if (await BuildRuns.FindEndAsync(Context.TemporalClient, owner, Context.CancellationToken) is { } end)
                {
                    await ends.EndAsync(owner, end, Context.CancellationToken);
                    gone.Add(owner);
                }
            }

            if (gone.Count > 0)
            {
                var message = new OwnersGone { BuildIds = gone };
                await pool.SignalAsync(w => w.OwnersGoneAsync(message), new WorkflowSignalOptions { Rpc = Rpc() });
            }
        }
        while (await timer.WaitForNextTickAsync(Context.CancellationToken));
    }

    private static WorkflowHandle<CapacityWorkflow> Pool(string pool) => Context.TemporalClient.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId(pool));

    private static RpcOptions Rpc() => new() { CancellationToken = Context.CancellationToken };

    /// <summary><see langword="null"/> where the pool's worker does not answer just now.</summary>
    private static async Task<PoolOwners?> OwnersAsync(WorkflowHandle<CapacityWorkflow> pool)
    {
        try
        {
            return await pool.QueryAsync(w => w.Owners(), new WorkflowQueryOptions { Rpc = Rpc() });
        }
        catch (Exception e) when (e is RpcException { Code: not RpcException.StatusCode.NotFound } or WorkflowQueryFailedException)
        {
            return null;
        }
    }
}
