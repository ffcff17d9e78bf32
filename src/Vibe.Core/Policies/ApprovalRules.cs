using Vibe.Core.Identity;

namespace Vibe.Core.Policies;

/// <summary>Who may decide.</summary>
public static class ApprovalRules
{
    /// <summary>Whether this person may approve, request changes or reject.</summary>
    public static PolicyAnswer MayDecide(ProjectPolicy policy, UserRef requester, UserRef by)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (by.Platform != requester.Platform)
        {
            return new PolicyAnswer.Refused(RefusalCodes.NotAnApprover, "This build belongs to another chat; it is decided there.");
        }

        if (policy.Approvers.Count > 0 && !policy.Approvers.Contains(by))
        {
            return new PolicyAnswer.Refused(
                RefusalCodes.NotAnApprover,
                $"You are not an approver of project {policy.Name}. Ask {string.Join(", ", policy.Approvers.Take(5))}, or have yourself added to Projects:{policy.Name}:Approvers.");
        }

        return by == requester && !policy.SelfApproval
            ? new PolicyAnswer.Refused(
                RefusalCodes.OwnBuild,
                $"You asked for this build, so somebody else decides on it. Projects:{policy.Name}:SelfApproval can allow it.")
            : new PolicyAnswer.Allowed();
    }

    /// <summary>The approvers to notify: those named who may decide on this requester's build; empty where anyone but the requester may.</summary>
    public static IReadOnlyList<UserRef> Approvers(ProjectPolicy policy, UserRef requester)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Approvers.Where(a => a.Platform == requester.Platform && MayDecide(policy, requester, a).IsAllowed).Distinct()];
    }

    /// <summary>
    /// Whether anybody could approve a build of this requester. The card is shown on the requester's platform, and people of one platform never match those of
    /// another, so approvers elsewhere do not count.
    /// </summary>
    public static PolicyAnswer SomebodyMayApprove(ProjectPolicy policy, UserRef requester)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Approvers.Count == 0 || Approvers(policy, requester).Count > 0)
        {
            return new PolicyAnswer.Allowed();
        }

        var platform = requester.Platform.ToString().ToLowerInvariant();
        var remedy = policy.Approvers.Contains(requester)
            ? $"add somebody to Projects:{policy.Name}:Approvers or set Projects:{policy.Name}:SelfApproval"
            : $"add a person of this chat ({platform}:…) to Projects:{policy.Name}:Approvers";
        return new PolicyAnswer.Refused(RefusalCodes.NobodyMayApprove, $"Nobody could approve this build, so it was not started. Somebody who runs Vibe can {remedy}.");
    }
}
