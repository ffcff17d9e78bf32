using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.Chat.Settings;
using Vibe.Core.Builds;
using Vibe.Core.Policies;
using Vibe.Workflows;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Builds;

internal sealed class TemporalBuildGateway(ITemporalClient client, DispatchOptions options) : IBuildGateway
{
    // Before it is asked again. Ten decisions of one build may be under way at a time; each takes a few milliseconds where a worker is there.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan s_longestList = TimeSpan.FromSeconds(30);

    // A dialog has to be opened within the three seconds that Slack gives, and the look comes before it.
    private static readonly TimeSpan s_longestLook = TimeSpan.FromSeconds(1);

    public async Task<StartOutcome> StartAsync(BuildInput input, CancellationToken cancellationToken)
    {
        using var patience = Patience(options.WorkerPatience, cancellationToken);
        try
        {
            await client.StartWorkflowAsync(
                BuildNames.WorkflowType,
                [input],
                new WorkflowOptions(input.BuildId.WorkflowId, TaskQueues.Builds)
                {
                    // One event is one build, also after that build has ended.
                    IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
                    IdConflictPolicy = WorkflowIdConflictPolicy.Fail,
                    Rpc = new RpcOptions { CancellationToken = patience.Token },
                });
            return StartOutcome.Started;
        }
        catch (WorkflowAlreadyStartedException)
        {
            return StartOutcome.AlreadyStarted;
        }
        catch (Exception failure) when (IsAway(failure, cancellationToken))
        {
            return StartOutcome.Unavailable;
        }
    }

    public async Task<DecideOutcome> DecideAsync(BuildId build, DecideInput input, string eventKey, CancellationToken cancellationToken)
    {
        using var patience = Patience(options.WorkerPatience, cancellationToken);
        var outcome = await AskAsync(build, input, eventKey, patience.Token, cancellationToken);
        while (outcome is DecideOutcome.Busy or DecideOutcome.NotReached && await PauseAsync(patience.Token, cancellationToken))
        {
            // Cut off while it asks again, it has heard nothing newer.
            var next = await AskAsync(build, input, eventKey, patience.Token, cancellationToken);
            outcome = next is DecideOutcome.NotReached && patience.IsCancellationRequested ? outcome : next;
        }

        return outcome;
    }

    public async Task<bool> TellPolicyAsync(BuildId build, ProjectPolicy policy, CancellationToken cancellationToken)
    {
        using var patience = Patience(options.WorkerPatience, cancellationToken);
        try
        {
            await client.GetWorkflowHandle(build.WorkflowId).SignalAsync(
                BuildNames.PolicyChanged, [policy], new WorkflowSignalOptions { Rpc = new RpcOptions { CancellationToken = patience.Token } });
            return true;
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            return true;
        }
        catch (Exception failure) when (IsAway(failure, cancellationToken))
        {
            return false;
        }
    }

    public async Task<OutsideEnd?> FindEndAsync(BuildId build, CancellationToken cancellationToken)
    {
        using var patience = Patience(s_longestLook, cancellationToken);
        try
        {
            return await BuildRuns.FindEndAsync(client, build, patience.Token);
        }
        catch (Exception failure) when (IsAway(failure, cancellationToken))
        {
            return null;
        }
    }

    public async Task<IReadOnlySet<string>?> ListRunningAsync(CancellationToken cancellationToken)
    {
        using var patience = Patience(s_longestList, cancellationToken);
        try
        {
            var running = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var run in client.ListWorkflowsAsync(BuildRuns.RunningQuery, new WorkflowListOptions { Rpc = new RpcOptions { CancellationToken = patience.Token } }))
            {
                running.Add(run.Id);
            }

            return running;
        }
        catch (Exception failure) when (IsAway(failure, cancellationToken))
        {
            return null;
        }
    }

    private async Task<DecideOutcome> AskAsync(BuildId build, DecideInput input, string eventKey, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            // Not tried again by the client: it would hide that the service was busy, and the person is told why there is no answer yet.
            var output = await client.GetWorkflowHandle(build.WorkflowId).ExecuteUpdateAsync<DecideOutput>(
                BuildNames.Decide, [input], new WorkflowUpdateOptions(eventKey) { Rpc = new RpcOptions { CancellationToken = patience, Retry = false } });
            return new DecideOutcome.Accepted(output);
        }
        catch (WorkflowUpdateFailedException failure) when (failure.InnerException is ApplicationFailureException { ErrorType: { } code } refusal)
        {
            return new DecideOutcome.Refused(code, refusal.Message);
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            return new DecideOutcome.Missing();
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.ResourceExhausted)
        {
            return new DecideOutcome.Busy();
        }
        catch (Exception failure) when (IsAway(failure, cancellationToken))
        {
            return new DecideOutcome.NotReached();
        }
    }

    /// <summary>False where the patience ended meanwhile.</summary>
    private static async Task<bool> PauseAsync(CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            // With a spread, so that many who wait do not come back at the same moment.
            await Task.Delay(s_pause * (0.5 + Random.Shared.NextDouble()), patience);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>For everything that one question takes: the client may ask the service several times for it.</summary>
    private static CancellationTokenSource Patience(TimeSpan limit, CancellationToken cancellationToken)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        return patience;
    }

    /// <summary>Time-outs and a service that is away; a cancellation of ours is not among them.</summary>
    private bool IsAway(Exception failure, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && (failure is RpcTimeoutOrCanceledException or HttpRequestException or OperationCanceledException
            // The first connection of a client that connects when it is needed.
            || (failure is InvalidOperationException && !client.Connection.IsConnected)
            || failure is RpcException
            {
                Code: RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled
                or RpcException.StatusCode.ResourceExhausted or RpcException.StatusCode.Aborted
            });
}
