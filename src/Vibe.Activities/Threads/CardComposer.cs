using System.Text.Json;
using Microsoft.Extensions.Options;
using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Core.Reviews;
using Vibe.Core.Texts;
using Vibe.Data.Artifacts;
using Vibe.Data.Texts;
using Vibe.Data.Usage;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Threads;

/// <summary>Lays the stored words, files and figures beside a card's state.</summary>
/// <param name="texts">Where words are kept.</param>
/// <param name="artifacts">Where files are kept.</param>
/// <param name="usage">Where figures are kept.</param>
/// <param name="links">Where runs can be looked at.</param>
public sealed class CardComposer(ITextStore texts, IArtifactStore artifacts, IUsageStore usage, IOptions<CardLinks> links)
{
    private const string NotStored = "(not stored any more)";

    /// <summary>The card. What is not stored any more is said to be so, rather than keeping the thread from being told.</summary>
    public async Task<BuildCard> ComposeAsync(CardState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        var request = await texts.GetAsync(state.Request.Digest, cancellationToken);
        return new BuildCard
        {
            BuildId = state.BuildId,
            Number = state.Number,
            Title = request is null ? NotStored : TextLimits.TitleOf(request),
            Requester = state.Requester,
            Project = state.Project,
            Stage = state.Stage,
            StartedAt = state.StartedAt,
            StageSince = state.StageSince,
            EndedAt = state.EndedAt,
            Expected = await usage.TypicalAsync(state.Pool, UsageEntry.SlotStage, cancellationToken),
            ShareDone = state.ShareDone,
            Detail = state.Detail,
            Model = await usage.TotalAsync(state.BuildId, cancellationToken) ?? state.Use,
            Artifact = await ArtifactAsync(state, cancellationToken),
            Review = await ReviewAsync(state, cancellationToken),
            WaitingFor = state.WaitingFor,
            Deadline = state.Deadline,
            Decision = await DecisionAsync(state.Decision, cancellationToken),
            Actions = state.Actions,
            RunLink = links.Value.For(state.BuildId.WorkflowId),
        };
    }

    /// <summary>The words of a decision, at most as many as a reason may have.</summary>
    public async Task<string?> ReasonAsync(StoredText? reason, CancellationToken cancellationToken) =>
        reason is null ? null : TextLimits.Cut(await texts.GetAsync(reason.Digest, cancellationToken) ?? NotStored, TextLimits.Reason);

    private async Task<ArtifactSummary?> ArtifactAsync(CardState state, CancellationToken cancellationToken) =>
        state.Digest is { } digest && await artifacts.ReadManifestAsync(digest, cancellationToken) is { } manifest ? manifest.ToSummary(state.Round) : null;

    private async Task<ReviewSummary?> ReviewAsync(CardState state, CancellationToken cancellationToken)
    {
        if (state.ReviewFailure is { } failure)
        {
            return new ReviewSummary([], Completed: false, failure);
        }

        return state.Review is { } digest && await texts.GetAsync(digest, cancellationToken) is { } json ? JsonSerializer.Deserialize<ReviewSummary>(json) : null;
    }

    private async Task<DecisionRecord?> DecisionAsync(DecisionState? decision, CancellationToken cancellationToken) =>
        decision is null ? null : new DecisionRecord(decision.Action, decision.By, decision.At, await ReasonAsync(decision.Reason, cancellationToken));
}
