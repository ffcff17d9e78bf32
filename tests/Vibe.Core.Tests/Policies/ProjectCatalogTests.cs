using Vibe.Core.Policies;

namespace Vibe.Core.Tests.Policies;

public sealed class ProjectCatalogTests
{
    private static readonly ProjectCatalog s_catalog = new([Some.Policy(name: "shop") with { Channels = ["C1", "C2"] }, Some.Policy(name: "blog")]);

    [Theory]
    [InlineData(null, "C1", "shop")]
    [InlineData(null, "C9", "default")]
    [InlineData("blog", "C1", "blog")]
    [InlineData(" BLOG ", "C9", "blog")]
    [InlineData("", "C2", "shop")]
    [InlineData("default", "C1", "default")]
    public void Select_NamedElseChannelElseDefault(string? named, string channel, string expected) => Assert.Equal(expected, s_catalog.Select(named, channel)?.Name);

    [Fact]
    public void Select_UnknownName_IsNullAndTheAnswerNamesTheKnownOnes()
    {
        Assert.Null(s_catalog.Select("nope", "C1"));

        var refused = s_catalog.UnknownProject("nope");

        Assert.Equal(RefusalCodes.UnknownProject, refused.Code);
        Assert.Contains("blog, default, shop", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_ConfiguredDefault_Holds() =>
        Assert.True(new ProjectCatalog([Some.Policy(self: true)]).Select(null, "C")?.SelfApproval);
}
