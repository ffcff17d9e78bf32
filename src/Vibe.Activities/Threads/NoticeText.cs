using System.Globalization;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Reviews;
using Vibe.Core.Texts;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Threads;

/// <summary>The words of notices, made from the card that is shown at the same time.</summary>
internal static class NoticeText
{
    public static string For(NoticeKind kind, BuildCard card)
    {
        var text = kind switch
        {
            NoticeKind.ApprovalWanted => ApprovalWanted(card),
            NoticeKind.Parked => $"Build {Name(card)} is parked. {card.Detail} Retry runs that stage again, Discard gives the build up.",
            NoticeKind.Ended => Ended(card),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of notice."),
        };
        return TextLimits.Cut(text, TextLimits.Notice);
    }

    private static string ApprovalWanted(BuildCard card)
    {
        var artifact = card.Artifact;
        var round = artifact is { Round: > 1 } ? $", round {artifact.Round}" : string.Empty;
        var files = artifact is null ? string.Empty : $"{Count(artifact.Files.Count, "file")}, {Size(artifact.TotalSize)}, {artifact.Digest.Abbreviated}. ";
        var who = card.WaitingFor is null ? "Anyone but the requester may decide" : "Please decide";
        var until = card.Deadline is { } deadline ? $" until {deadline.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : string.Empty;
        return $"Build {Name(card)} waits for a decision{round}: {files}{Review(card.Review)} {who}{until}.";
    }

    private static string Review(ReviewSummary? review) => review switch
    {
        null => "It was not reviewed.",
        { Completed: false } => "The review did not complete.",
        { Findings.Count: 0 } => "The review found nothing.",
        { Blocking: > 0 } => $"The review found {Count(review.Findings.Count, "thing")}, {review.Blocking} of them blocking.",
        _ => $"The review found {Count(review.Findings.Count, "thing")}, none of them blocking.",
    };

    private static string Ended(BuildCard card) => card.Stage switch
    {
        BuildStage.Done => $"Build {Name(card)} is approved and delivered.",
        BuildStage.Rejected => $"Build {Name(card)} was rejected.{Quote(card)}",
        BuildStage.Cancelled => $"Build {Name(card)} was called off.{Quote(card)}",
        BuildStage.Expired => $"Build {Name(card)} expired. {card.Detail}",
        BuildStage.Discarded => $"Build {Name(card)} was given up. {card.Detail}",
        BuildStage.Refused => $"Build {Name(card)} was refused. {card.Detail}",
        _ => $"Build {Name(card)} has ended.",
    };

    private static string Name(BuildCard card) => $"#{card.Number} \"{card.Title}\"";

    private static string Quote(BuildCard card) => string.IsNullOrWhiteSpace(card.Decision?.Reason) ? string.Empty : $" Reason: {card.Decision.Reason}";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? string.Empty : "s")}";

    private static string Size(long bytes) => bytes < 1024
        ? $"{bytes} bytes"
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB");
}
