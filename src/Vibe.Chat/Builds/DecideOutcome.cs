using Vibe.Workflows.Builds;

namespace Vibe.Chat.Builds;

/// <summary>What became of a decision.</summary>
internal abstract record DecideOutcome
{
    private DecideOutcome()
    {
    }

    /// <summary>It took effect, now or when the same event came before.</summary>
    public sealed record Accepted(DecideOutput Output) : DecideOutcome;

    /// <summary>The build refused it; nothing entered its history.</summary>
    public sealed record Refused(string Code, string Reason) : DecideOutcome;

    /// <summary>The workflow service knows no running build of this id.</summary>
    public sealed record Missing : DecideOutcome;

    /// <summary>The build takes no more decisions just now, because too many are under way; it is asked again with the same id.</summary>
    public sealed record Busy : DecideOutcome;

    /// <summary>No worker, or no service, answered in time; it is asked again with the same id.</summary>
    public sealed record NotReached : DecideOutcome;
}
