using System.Runtime.CompilerServices;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.Engine;
using Temporalio.Worker.WorkflowTasks;

namespace Temporalio.Worker;

/// <summary>Runs the code of workflows against histories, to see whether it still does what they say. Needs no server.</summary>
public class WorkflowReplayer
{
    private readonly WorkflowRunContext context;

    /// <summary>Creates a replayer.</summary>
    /// <param name="options">Options; a copy is kept.</param>
    /// <exception cref="ArgumentException">There is no workflow.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = (WorkflowReplayerOptions)options.Clone();
        if (Options.Workflows.Count == 0)
        {
            throw new ArgumentException("Must have at least one workflow: add one to the replayer's options", nameof(options));
        }

        var registry = new WorkflowRegistry(Options.Workflows, Options.WorkflowFailureExceptionTypes);
        context = new WorkflowInstances(InstanceSettings.Of(Options), registry).ToContext();
    }

    /// <summary>Options of the replayer, as it was created with.</summary>
    public WorkflowReplayerOptions Options { get; }

    /// <summary>Replays one history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="throwOnReplayFailure">Whether a code that does not fit is thrown rather than returned.</param>
    /// <param name="cancellationToken">Stops before the replay.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="WorkflowNondeterminismException">The code does not do what the history says.</exception>
    /// <exception cref="InvalidWorkflowOperationException">A workflow task failed for another reason.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        cancellationToken.ThrowIfCancellationRequested();
        var failure = await WorkflowReplay.RunAsync(context, history, cancellationToken).ConfigureAwait(false);
        return failure is not null && throwOnReplayFailure ? throw failure : new WorkflowReplayResult(history, failure);
    }

    /// <summary>Replays histories one after the other.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="throwOnReplayFailure">Whether the first code that does not fit is thrown rather than returned.</param>
    /// <param name="cancellationToken">Stops before the next replay.</param>
    /// <returns>The outcomes, in order.</returns>
    public async Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
        {
            results.Add(await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>Replays histories one after the other, as they come.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="throwOnReplayFailure">Whether the first code that does not fit is thrown rather than returned.</param>
    /// <param name="cancellationToken">Stops before the next replay.</param>
    /// <returns>The outcomes, in order.</returns>
    public async IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(histories);
        await foreach (var history in histories.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken).ConfigureAwait(false);
        }
    }
}
