using System.Globalization;
using Vibe.Chat.Texts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Reviews;

namespace Vibe.Chat.Cards;

/// <summary>The sentences of a card, the same on every platform. A line that has nothing to say is empty.</summary>
public static class CardWords
{
    /// <summary>The heading: "#142 · A page with the team's birthdays".</summary>
    public static string Heading(BuildCard card) => $"#{card.Number} · {card.Title}";

    /// <summary>The stage: "Reviewing code · step 3 of 6".</summary>
    public static string Stage(BuildCard card)
    {
        var step = BuildStages.StepOf(card.Stage);
        var words = BuildStages.Describe(card.Stage);
        return step == 0 || BuildStages.IsEnd(card.Stage) ? words : $"{words} · step {step} of {BuildStages.StepCount}";
    }

    /// <summary>The place in line with wait and reason: "3rd in line, about 2 min. Both slots of the pool are busy."</summary>
    public static string Wait(CardView view)
    {
        if (view.Card.Stage != BuildStage.Queued || view.Place is not { } place)
        {
            return "";
        }

        var wait = place.ExpectedWait is { } expected ? $", about {Durations.Roughly(expected)}" : "";
        var first = place.Place == 1 ? "Next in line" : $"{Ordinal(place.Place)} in line";
        return view.WaitReason is { Length: > 0 } reason ? $"{first}{wait}. {reason}" : $"{first}{wait}.";
    }

    /// <summary>Elapsed and expected time: "2 min so far, about 4 min expected"; after the end "took 6 min".</summary>
    public static string Time(CardView view)
    {
        var card = view.Card;
        if (card.EndedAt is { } ended)
        {
            return $"took {Durations.Roughly(ended - card.StartedAt)}";
        }

        var elapsed = $"{Durations.Roughly(view.Now - card.StartedAt)} so far";
        return card.Stage is BuildStage.AwaitingApproval or BuildStage.Parked || card.Expected is not { } expected ? elapsed : $"{elapsed}, about {Durations.Roughly(expected)} expected";
    }

    /// <summary>Model, tokens and cost: "gpt-5 · 1,204 tokens in, 3,310 out · $0.04". The sample model says that it is no AI.</summary>
    public static string Model(BuildCard card)
    {
        if (card.Model is not { } use)
        {
            return "";
        }

        if (use.IsSample)
        {
            return "Sample model: a small built-in generator, not an AI. Connect a model for real work.";
        }

        var tokens = string.Create(CultureInfo.InvariantCulture, $"{use.Model} · {use.InputTokens:N0} tokens in, {use.OutputTokens:N0} out");
        return use.CostUsd switch
        {
            null => $"{tokens} · price not known",
            0 => $"{tokens} · local, no cost",
            var cost => string.Create(CultureInfo.InvariantCulture, $"{tokens} · ${cost:0.00##}"),
        };
    }

    /// <summary>What is decided on: "Round 2 · 3 files, 4.1 kB · 8d0c2f1a93be".</summary>
    public static string Artifact(BuildCard card) =>
        card.Artifact is { } artifact
            ? $"Round {artifact.Round} · {Count(artifact.Files.Count, "file")}, {Sizes.Roughly(artifact.TotalSize)} · {artifact.Digest.Abbreviated}"
            : "";

    /// <summary>What the review found: "Review: 1 blocking, 2 warnings. …"; a review that was not completed says that nobody has looked.</summary>
    public static string Review(BuildCard card)
    {
        if (card.Review is not { } review)
        {
            return "";
        }

        if (!review.Completed)
        {
            return $"Not reviewed: {review.Note ?? "the review did not complete"}. Look closely before you decide.";
        }

        var found = new (FindingSeverity Weight, string Word)[]
        {
            (FindingSeverity.Blocking, "blocking finding"), (FindingSeverity.Warning, "warning"), (FindingSeverity.Note, "note"),
        }
            .Select(w => (w.Word, Count: review.Findings.Count(f => f.Severity == w.Weight)))
            .Where(w => w.Count > 0)
            .Select(w => Count(w.Count, w.Word))
            .ToArray();
        var summary = found.Length == 0 ? "Review: nothing found." : $"Review: {string.Join(", ", found)}.";
        return review.Note is { Length: > 0 } note ? $"{summary} {note}" : summary;
    }

    /// <summary>Who is waited for and until when.</summary>
    public static ChatText WaitingFor(CardView view)
    {
        var card = view.Card;
        if (card.Stage != BuildStage.AwaitingApproval)
        {
            return ChatText.Empty;
        }

        var who = card.WaitingFor is { Count: > 0 } approvers
            ? ChatText.Of("Waiting for ").People(approvers)
            : ChatText.Of("Waiting for anyone but ").Person(card.Requester);
        return card.Deadline is { } deadline
            ? who.Words($", for {Durations.Roughly(view.Now - card.StageSince)} now, {Durations.Roughly(deadline - view.Now)} left")
            : who;
    }

    /// <summary>The decision: "Approved by Bob" and, on the next line, the reason.</summary>
    public static ChatText Decision(BuildCard card)
    {
        if (card.Decision is not { } decision)
        {
            return ChatText.Empty;
        }

        var text = ChatText.Of(PastTense(decision.Action) + " by ").Person(decision.By);
        return decision.Reason is { Length: > 0 } reason ? text.Line(reason) : text;
    }

    /// <summary>A button's label.</summary>
    public static string Label(CardAction action) => action switch
    {
        CardAction.Approve => "Approve",
        CardAction.RequestChanges => "Request changes",
        CardAction.Reject => "Reject",
        CardAction.ViewArtifact => "View files",
        CardAction.Cancel => "Cancel",
        CardAction.Retry => "Retry",
        CardAction.Discard => "Discard",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Unknown action."),
    };

    private static string PastTense(CardAction action) => action switch
    {
        CardAction.Approve => "Approved",
        CardAction.RequestChanges => "Changes requested",
        CardAction.Reject => "Rejected",
        CardAction.Cancel => "Called off",
        CardAction.Retry => "Tried again",
        CardAction.Discard => "Given up",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No decision."),
    };

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";

    private static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => $"{number}th",
        (_, 1) => $"{number}st",
        (_, 2) => $"{number}nd",
        (_, 3) => $"{number}rd",
        _ => $"{number}th",
    };
}
