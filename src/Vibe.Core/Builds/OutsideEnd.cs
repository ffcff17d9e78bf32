using Vibe.Core.Texts;

namespace Vibe.Core.Builds;

/// <summary>The end of a build whose workflow could not tell it.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Reason">What the person gave as the reason who ended it; <see langword="null"/> where there is none.</param>
public sealed record OutsideEnd(OutsideEndKind Kind, string? Reason = null)
{
    private const int LongestReason = 120;

    /// <summary>What happened, for the card and the requester: one sentence or two within <see cref="TextLimits.Detail"/>.</summary>
    /// <param name="isDelivered">Whether files had been handed over by then.</param>
    public string Describe(bool isDelivered)
    {
        var what = Kind switch
        {
            OutsideEndKind.Terminated => "It was ended from outside: somebody terminated it in Temporal",
            OutsideEndKind.TimedOut => "It was ended from outside: a time limit in Temporal ran out",
            OutsideEndKind.Failed => "It was ended from outside: its workflow failed in Temporal",
            OutsideEndKind.Cancelled => "It was ended from outside: somebody cancelled it in Temporal",
            OutsideEndKind.Finished => "It has ended in Temporal, but its end was not kept here",
            OutsideEndKind.NotStarted => "It could not be started",
            _ => "It was ended from outside: Temporal does not know it any more",
        };
        var why = string.IsNullOrWhiteSpace(Reason) ? "" : $" (\"{TextLimits.Cut(string.Join(' ', Reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestReason)}\")";
        return isDelivered ? $"{what}{why}, after its files had been handed over." : $"{what}{why}. Nothing was delivered. Ask again with /vibe build.";
    }
}
