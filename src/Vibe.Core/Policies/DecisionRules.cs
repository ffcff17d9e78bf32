using Vibe.Core.Builds;
using Vibe.Core.Cards;

namespace Vibe.Core.Policies;

/// <summary>Whether a button or command has its effect now.</summary>
public static class DecisionRules
{
    /// <summary>The answer.</summary>
    public static PolicyAnswer Check(DecisionQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (BuildStages.IsEnd(question.Stage))
        {
            return AlreadyEnded(question.Stage);
        }

        return question.Action switch
        {
            CardAction.Approve or CardAction.RequestChanges or CardAction.Reject => CheckVote(question),
            CardAction.Cancel => CheckCancel(question),
            CardAction.Retry or CardAction.Discard => CheckParked(question),
            _ => Refuse(RefusalCodes.UnknownAction, "This button does nothing on a build. Open the newest card and try again."),
        };
    }

    /// <summary>The answer to everything that comes after the end.</summary>
    public static PolicyAnswer.Refused AlreadyEnded(BuildStage stage) =>
        Refuse(stage == BuildStage.Expired ? RefusalCodes.Expired : RefusalCodes.AlreadyEnded, $"This build has ended: {BuildStages.Describe(stage).ToLowerInvariant()}. Ask for a new one with /vibe build.");

    private static PolicyAnswer CheckVote(DecisionQuestion question)
    {
        // Who may not decide learns nothing more; then the card's age, because an old card's answer would mislead.
        if (ApprovalRules.MayDecide(question.Policy, question.Requester, question.By) is PolicyAnswer.Refused no)
        {
            return no;
        }

        if (question.ShownRound != question.Round && question.ShownRound != 0)
        {
            return Refuse(RefusalCodes.StaleRound, $"This card shows round {question.ShownRound}; the build is in round {question.Round}. Look at the newest card and decide there.");
        }

        if (question.Decided is { } decided)
        {
            return Refuse(RefusalCodes.AlreadyDecided, $"{question.DecidedBy} was faster: {Describe(decided)}.");
        }

        if (question.Stage != BuildStage.AwaitingApproval || question.Digest is null)
        {
            return Refuse(RefusalCodes.NotWaiting, $"There is nothing to decide on yet: {BuildStages.Describe(question.Stage).ToLowerInvariant()}. You are notified when there is.");
        }

        if (question.ShownRound == 0 || question.ShownDigest != question.Digest)
        {
            return Refuse(RefusalCodes.StaleArtifact, "This card shows another result than the present one. Look at the newest card and decide there.");
        }

        if (question.Deadline <= question.Now)
        {
            return Refuse(RefusalCodes.Expired, "The time to decide is over. Ask for a new build with /vibe build.");
        }

        return question is { Action: CardAction.RequestChanges, HasReason: false }
            ? Refuse(RefusalCodes.ReasonMissing, "Say what should change, then the build goes another round.")
            : new PolicyAnswer.Allowed();
    }

    private static PolicyAnswer CheckCancel(DecisionQuestion question)
    {
        if (!IsConcerned(question))
        {
            return NotYours(question);
        }

        return question.Decided == CardAction.Cancel ? Refuse(RefusalCodes.AlreadyDecided, $"{question.DecidedBy} called it off already.") : new PolicyAnswer.Allowed();
    }

    private static PolicyAnswer CheckParked(DecisionQuestion question)
    {
        if (!IsConcerned(question))
        {
            return NotYours(question);
        }

        // A vote may have been taken before: what was approved can fail to be delivered.
        if (question.Decided is CardAction.Retry or CardAction.Discard or CardAction.Cancel)
        {
            return Refuse(RefusalCodes.AlreadyDecided, $"{question.DecidedBy} was faster: {Describe(question.Decided.Value)}.");
        }

        return question.Stage == BuildStage.Parked
            ? new PolicyAnswer.Allowed()
            : Refuse(RefusalCodes.NotParked, $"This build is not parked: {BuildStages.Describe(question.Stage).ToLowerInvariant()}.");
    }

    private static bool IsConcerned(DecisionQuestion question) =>
        question.By == question.Requester || ApprovalRules.MayDecide(question.Policy, question.Requester, question.By).IsAllowed;

    private static PolicyAnswer.Refused NotYours(DecisionQuestion question) =>
        Refuse(RefusalCodes.NotYours, $"Only {question.Requester} and those who may approve can do that.");

    private static string Describe(CardAction action) => action switch
    {
        CardAction.Approve => "the build is approved",
        CardAction.RequestChanges => "changes were requested",
        CardAction.Reject => "the build is rejected",
        CardAction.Cancel => "the build is called off",
        CardAction.Retry => "the failed stage runs again",
        CardAction.Discard => "the build is given up",
        _ => "it is decided",
    };

    private static PolicyAnswer.Refused Refuse(string code, string reason) => new(code, reason);
}
