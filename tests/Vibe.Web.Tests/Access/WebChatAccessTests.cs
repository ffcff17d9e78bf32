using Vibe.Web.Access;

namespace Vibe.Web.Tests.Access;

public sealed class WebChatAccessTests
{
    [Fact]
    public void Redeem_CurrentToken_OpensOnceAndAnnouncesTheNext()
    {
        var access = new WebChatAccess();
        var announced = new List<string>();
        access.TokenUsed += announced.Add;
        var token = access.Token;

        var session = access.Redeem(token);

        Assert.True(access.IsOpen(session));
        Assert.Null(access.Redeem(token));
        Assert.Equal([access.Token], announced);
        Assert.NotEqual(token, access.Token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123")]
    public void Redeem_AnythingElse_StaysClosed(string? token)
    {
        var access = new WebChatAccess();
        Assert.Null(access.Redeem(token));
        Assert.False(access.IsOpen(token));
    }
}
