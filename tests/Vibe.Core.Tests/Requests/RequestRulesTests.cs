using Vibe.Core.Identity;
using Vibe.Core.Policies;
using Vibe.Core.Requests;
using Vibe.Core.Texts;

namespace Vibe.Core.Tests.Requests;

public sealed class RequestRulesTests
{
    private static RequestQuestion Question(string text = "a page", ProjectPolicy? policy = null, bool isGuest = false) =>
        new() { Text = text, Requester = Some.Requester, IsGuest = isGuest, Policy = policy ?? Some.Policy() };

    private static string? CodeOf(PolicyAnswer answer) => (answer as PolicyAnswer.Refused)?.Code;

    [Fact]
    public void Check_OrdinaryRequest_IsAllowed() => Assert.True(RequestRules.Check(Question()).IsAllowed);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void Check_NoWords_IsRefused(string text) => Assert.Equal(RefusalCodes.Empty, CodeOf(RequestRules.Check(Question(text))));

    [Fact]
    public void Check_TextAtAndBeyondTheLimit_IsAllowedAndRefused()
    {
        Assert.True(RequestRules.Check(Question(new string('x', TextLimits.Request))).IsAllowed);
        var refused = Assert.IsType<PolicyAnswer.Refused>(RequestRules.Check(Question(new string('x', TextLimits.Request + 1))));
        Assert.Equal(RefusalCodes.TooLong, refused.Code);
        Assert.Contains("8001", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Secret_IsRefusedWithoutRepeatingIt()
    {
        var secret = "ghp" + "_" + new string('Z', 36);

        var refused = Assert.IsType<PolicyAnswer.Refused>(RequestRules.Check(Question($"use {secret}")));

        Assert.Equal(RefusalCodes.Secret, refused.Code);
        Assert.DoesNotContain("ZZZ", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Guest_IsRefusedUnlessNamed()
    {
        Assert.Equal(RefusalCodes.NotARequester, CodeOf(RequestRules.Check(Question(isGuest: true))));
        Assert.True(RequestRules.Check(Question(isGuest: true, policy: Some.Policy(requesters: [Some.Requester]))).IsAllowed);
    }

    [Fact]
    public void Check_NotAmongRequesters_NamesTheSetting()
    {
        var refused = Assert.IsType<PolicyAnswer.Refused>(RequestRules.Check(Question(policy: Some.Policy(requesters: [Some.Stranger], name: "shop"))));

        Assert.Equal(RefusalCodes.NotARequester, refused.Code);
        Assert.Contains("Projects:shop:Requesters", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NobodyMayApprove_NamesTheSetting()
    {
        var alone = Assert.IsType<PolicyAnswer.Refused>(RequestRules.Check(Question(policy: Some.Policy([Some.Requester], name: "shop"))));
        var elsewhere = Assert.IsType<PolicyAnswer.Refused>(RequestRules.Check(Question(policy: Some.Policy([new UserRef(ChatPlatform.Web, "ann")], name: "shop"))));

        Assert.Equal(RefusalCodes.NobodyMayApprove, alone.Code);
        Assert.Contains("Projects:shop:SelfApproval", alone.Reason, StringComparison.Ordinal);
        Assert.Equal(RefusalCodes.NobodyMayApprove, elsewhere.Code);
        Assert.Contains("Projects:shop:Approvers", elsewhere.Reason, StringComparison.Ordinal);
        Assert.Contains("slack:", elsewhere.Reason, StringComparison.Ordinal);
        Assert.True(RequestRules.Check(Question(policy: Some.Policy([Some.Requester], self: true))).IsAllowed);
    }
}
