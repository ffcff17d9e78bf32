using Temporalio.Exceptions;
using Temporalio.Workflows;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Texts;

namespace Vibe.Workflows.Builds;

/// <summary>
/// Runs one stage of a build: under a lease where a model works, stopped by a call to cancel, back in line when the lease ended by its time, and parked for
/// Retry or Discard when its last attempt failed.
/// </summary>
internal sealed class StageRunner(BuildInput input, BuildState state, BuildThread thread, BuildLease lease)
{
    private CancellationTokenSource? _work;

    /// <summary>Whether somebody called the build off, here or in Temporal.</summary>
    public bool IsStopped => state.CancelRequest is not null || Workflow.CancellationToken.IsCancellationRequested;

    /// <summary>Stops what is being done.</summary>
    public void Stop() => _work?.Cancel();

    /// <summary>Runs the stage; false where the build ends here, by a call to cancel or because it was given up.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="work">What is done in it.</param>
    /// <param name="detail">One line for the card.</param>
    public async Task<bool> RunAsync(BuildStage stage, Func<CancellationToken, Task> work, string? detail = null)
    {
        while (!IsStopped)
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
            _work = source;
            lease.Guard(source);
            try
            {
                await EnterAsync(stage, detail, source.Token);
                await work(source.Token);

                // What was delivered is delivered, also when a call to cancel came at the same moment.
                return stage == BuildStage.Delivering || !IsStopped;
            }
            catch (Exception e) when (TemporalException.IsCanceledException(e))
            {
                // Called off: the loop ends. Else the lease ended by its time: once more, from the back of the line.
            }
            catch (FailureException e)
            {
                if (!await ParkAsync(stage, BuildFailure.Of(e)))
                {
                    return false;
                }
            }
            finally
            {
                _work = null;
                lease.Guard(null);
            }
        }

        return false;
    }

    private async Task EnterAsync(BuildStage stage, string? detail, CancellationToken cancellationToken)
    {
        if (stage is BuildStage.Generating or BuildStage.Reviewing or BuildStage.Fixing && !lease.IsHeld)
        {
            state.Enter(BuildStage.Queued);
            await thread.ShowAsync();
            await lease.AcquireAsync(cancellationToken);
        }

        var isNew = state.Stage != stage || state.Detail != detail;
        state.Enter(stage, detail);

        // A round of approval shows its card itself, when the deadline is known.
        if (isNew && stage != BuildStage.AwaitingApproval)
        {
            await thread.ShowAsync();
        }
    }

    private async Task<bool> ParkAsync(BuildStage stage, BuildFailure failure)
    {
        await lease.ReleaseAsync();
        if (IsStopped)
        {
            return false;
        }

        state.Park(stage, failure, TextLimits.Cut($"{BuildStages.Describe(stage)} failed: {failure.Message}", TextLimits.Detail));
        await thread.AuditStageAsync(BuildStage.Parked);
        await thread.ShowAsync();
        await thread.TellParkedAsync();

        // The condition and not a token: the call to cancel may have come while the notice was being sent.
        await Workflow.WaitConditionAsync(() => state.ParkedAnswer is not null || IsStopped, input.Settings.ParkedLimit, CancellationToken.None);
        if (state.ParkedAnswer is { } answer)
        {
            await thread.AuditDecisionAsync(answer);
        }

        return state.ParkedAnswer?.Action == CardAction.Retry;
    }
}
