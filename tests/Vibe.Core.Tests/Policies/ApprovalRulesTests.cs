using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Core.Tests.Policies;

public sealed class ApprovalRulesTests
{
    [Fact]
    public void Approvers_NamedOnes_WithoutTheRequesterAndOtherPlatforms()
    {
        var policy = Some.Policy([Some.Approver, Some.Requester, new UserRef(ChatPlatform.Teams, "29:x"), Some.Approver]);

        Assert.Equal([Some.Approver], ApprovalRules.Approvers(policy, Some.Requester));
        Assert.Equal([Some.Approver, Some.Requester], ApprovalRules.Approvers(policy with { SelfApproval = true }, Some.Requester));
        Assert.Empty(ApprovalRules.Approvers(Some.Policy(), Some.Requester));
    }

    [Fact]
    public void SomebodyMayApprove_EmptyListMeansAnyoneElse_IsAllowed() => Assert.True(ApprovalRules.SomebodyMayApprove(Some.Policy(), Some.Requester).IsAllowed);
}
