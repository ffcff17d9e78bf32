using Vibe.Chat.Cards;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Web.Messages;

/// <summary>Makes the page's cards from the port's.</summary>
internal static class WebCards
{
    /// <summary>The card to draw.</summary>
    /// <param name="view">The card with its place in line.</param>
    /// <param name="nameOf">How people are called.</param>
    public static WebCard Of(CardView view, Func<UserRef, string> nameOf)
    {
        var card = view.Card;
        return new WebCard
        {
            Number = card.Number,
            Title = card.Title,
            Stage = card.Stage,
            StageLabel = BuildStages.Describe(card.Stage),
            Tone = ToneOf(card.Stage),
            Step = BuildStages.StepOf(card.Stage),
            Steps = BuildStages.StepCount,
            ShareDone = Math.Clamp(card.ShareDone, 0, 1),
            Detail = card.Detail,
            Wait = CardWords.Wait(view) is { Length: > 0 } words && view.Place is { } place ? new WebWait(place.Place, words) : null,
            Decision = CardWords.Decision(card) is { Spans.Count: > 0 } decision ? decision.ToPlainText(nameOf) : null,
            Requester = nameOf(card.Requester),
            Project = card.Project,
            StartedAt = card.StartedAt,
            EndedAt = card.EndedAt,
            ExpectedSeconds = card.Expected?.TotalSeconds,
            Deadline = card.Deadline,
            WaitingFor = card.Stage != BuildStage.AwaitingApproval ? null
                : card.WaitingFor is { Count: > 0 } people ? string.Join(" or ", people.Select(nameOf)) : $"anyone but {nameOf(card.Requester)}",
            Model = card.Model is { } use ? new WebModelUse(use.Model, use.Provider, use.InputTokens, use.OutputTokens, use.CostUsd, use.IsSample) : null,
            Round = card.Artifact?.Round ?? 0,
            Digest = card.Artifact?.Digest.Value,
            TotalSize = card.Artifact?.TotalSize ?? 0,
            Files = card.Artifact?.Files.Select(f => new WebCardFile(f.Path, f.Size)).ToList(),
            Review = card.Review,
            Actions = [.. card.Actions.Select(a => Button(a, card))],
            Target = card.Target.ToString(),
            RunLink = card.RunLink,
        };
    }

    private static string ToneOf(BuildStage stage) => stage switch
    {
        BuildStage.AwaitingApproval => "decide",
        BuildStage.Done => "good",
        BuildStage.Rejected or BuildStage.Parked or BuildStage.Expired => "bad",
        BuildStage.Cancelled or BuildStage.Discarded => "quiet",
        _ => "working",
    };

    private static WebCardButton Button(CardAction action, BuildCard card) => action switch
    {
        CardAction.ViewArtifact => new(action, CardWords.Label(action), "", null, $"/chat/artifact?target={Uri.EscapeDataString(card.Target.ToString())}"),
        CardAction.Approve => new(action, CardWords.Label(action), "primary", null, null),
        CardAction.Reject => new(action, CardWords.Label(action), "danger", null, null),
        CardAction.Cancel => new(action, CardWords.Label(action), "danger", $"Call off build #{card.Number}?", null),
        CardAction.Discard => new(action, CardWords.Label(action), "danger", $"Give build #{card.Number} up? Its work so far is not delivered.", null),
        _ => new(action, CardWords.Label(action), "", null, null),
    };
}
