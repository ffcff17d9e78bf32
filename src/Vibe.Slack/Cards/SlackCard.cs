using System.Globalization;
using Vibe.Chat.Cards;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Reviews;
using Vibe.Slack.Blocks;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Cards;

/// <summary>Renders a build's card. What matters most comes first, since what does not fit is left away from the end; the buttons always fit.</summary>
internal static class SlackCard
{
    private const int BarLength = 12;
    private const int ShownFiles = 15;
    private const int ShownFindings = 10;
    private const int FindingLength = 300;

    /// <summary>The text beside the blocks: for notifications and screen readers.</summary>
    public static string Fallback(CardView view)
    {
        var parts = new[] { CardWords.Heading(view.Card), CardWords.Stage(view.Card), CardWords.Wait(view), view.Card.Detail ?? string.Empty };
        return SlackMarkup.Fit(SlackMarkup.Escape(string.Join(" — ", parts.Where(p => p.Length > 0))), SlackLimits.MessageText);
    }

    public static IReadOnlyList<SlackBlock> Render(CardView view)
    {
        var card = view.Card;
        var blocks = new SlackBlockList(SlackLimits.MessageBlocks, SlackLimits.MessageTotal).Reserve(2);
        blocks.Add(SlackHeader.Of(CardWords.Heading(card)));
        blocks.Add(SlackSection.Of(Progress(view)));
        blocks.Add(SlackSection.Of(SlackMarkup.Escape(card.Detail ?? string.Empty)));
        blocks.Add(SlackSection.Of(SlackMarkup.Write(CardWords.Decision(card))));
        blocks.Add(SlackSection.Of(SlackMarkup.Write(CardWords.WaitingFor(view))));
        blocks.Add(SlackSection.Of(Artifact(card)));
        blocks.Add(SlackSection.Of(Review(card)));
        blocks.Add(SlackContext.Of(Facts(card)));
        blocks.AddLast(SlackContext.Of(SlackMarkup.Escape(CardWords.Model(card))));
        blocks.AddLast(new SlackActions([.. card.Actions.Take(SlackLimits.ActionElements).Select(a => Button(card, a))]));
        return blocks.Blocks;
    }

    private static string Progress(CardView view)
    {
        var card = view.Card;
        var lines = new List<string> { $"{Sign(card.Stage)} {SlackMarkup.Strong(CardWords.Stage(card))}" };
        if (!BuildStages.IsEnd(card.Stage) && card.Stage != BuildStage.Parked)
        {
            var share = Math.Clamp(double.IsFinite(card.ShareDone) ? card.ShareDone : 0, 0, 1);
            var full = (int)Math.Round(share * BarLength);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"`{new string('█', full)}{new string('░', BarLength - full)}` {share * 100:0} %"));
        }

        lines.Add(SlackMarkup.Escape(CardWords.Wait(view)));
        lines.Add(SlackMarkup.Escape(CardWords.Time(view)));
        return string.Join('\n', lines.Where(l => l.Length > 0));
    }

    private static string Artifact(BuildCard card)
    {
        if (card.Artifact is not { } artifact)
        {
            return string.Empty;
        }

        var lines = artifact.Files.Take(ShownFiles).Select(f => $"• {SlackMarkup.Code(SlackMarkup.FitPlain(f.Path, 120))} {Sizes.Roughly(f.Size)}");
        var rest = artifact.Files.Count - ShownFiles;
        return string.Join('\n', [SlackMarkup.Strong(CardWords.Artifact(card)), .. lines, .. rest > 0 ? [$"… and {rest} more files"] : Array.Empty<string>()]);
    }

    private static string Review(BuildCard card)
    {
        if (card.Review is not { } review)
        {
            return string.Empty;
        }

        var lines = review.Findings.Take(ShownFindings).Select(Finding);
        var rest = review.Findings.Count - ShownFindings;
        return string.Join('\n', [SlackMarkup.Escape(CardWords.Review(card)), .. lines, .. rest > 0 ? [$"… and {rest} more"] : Array.Empty<string>()]);
    }

    private static string Finding(Finding finding)
    {
        var sign = finding.Severity switch
        {
            FindingSeverity.Blocking => "⛔",
            FindingSeverity.Warning => "⚠️",
            _ => "ℹ️",
        };
        var path = finding.Path is { Length: > 0 } named ? SlackMarkup.Code(SlackMarkup.FitPlain(named, 120)) + " " : string.Empty;
        return $"{sign} {path}{SlackMarkup.Escape(SlackMarkup.FitPlain(finding.Message.ReplaceLineEndings(" "), FindingLength))}";
    }

    private static IEnumerable<string> Facts(BuildCard card)
    {
        yield return $"Asked by {SlackMarkup.Person(card.Requester)}";
        yield return $"Project {SlackMarkup.Escape(card.Project)}";
        if (card.RunLink is { } run)
        {
            yield return SlackMarkup.Link("Run", run);
        }
    }

    private static SlackButton Button(BuildCard card, CardAction action)
    {
        var button = SlackButton.Of(SlackNames.Of(action), CardWords.Label(action), card.Target.ToString());
        return action switch
        {
            CardAction.Approve or CardAction.Retry => button with { Style = "primary" },
            CardAction.Reject => button with { Style = "danger" },
            CardAction.Cancel => button with { Confirm = SlackConfirm.Danger("Cancel this build?", $"Build #{card.Number} ends here. What was made so far is not delivered.", "Cancel the build", "Keep it") },
            CardAction.Discard => button with { Style = "danger", Confirm = SlackConfirm.Danger("Discard this build?", $"Build #{card.Number} is given up for good.", "Discard", "Keep it") },
            _ => button,
        };
    }

    private static string Sign(BuildStage stage) => stage switch
    {
        BuildStage.Validating or BuildStage.Queued => "⏳",
        BuildStage.Generating or BuildStage.Fixing => "🛠️",
        BuildStage.Reviewing => "🔍",
        BuildStage.AwaitingApproval => "✋",
        BuildStage.Delivering => "📦",
        BuildStage.Done => "✅",
        BuildStage.Rejected => "❌",
        BuildStage.Parked => "⚠️",
        _ => "⚪",
    };
}
