using Vibe.Data.WebChat;
using Vibe.Web.Access;
using Vibe.Web.Live;

namespace Vibe.Web.Tests.Live;

public sealed class LiveFrameTests
{
    private static readonly WebPerson Ana = new("ana", "Ana", "requester", false);
    private static readonly WebPerson Ben = new("ben", "Ben", "approver", false);

    [Theory]
    [InlineData("general", null, true, true)]
    [InlineData("general", "ana", true, false)]
    [InlineData("direct-ana", null, true, false)]
    public void IsVisibleTo_PrivateThings_IsTheirOwnerAlone(string channel, string? privateTo, bool ana, bool ben)
    {
        var frame = LiveFrame.Of(Row(channel, privateTo, """{"text":"hi"}"""));
        Assert.Equal((ana, ben), (frame.IsVisibleTo(Ana), frame.IsVisibleTo(Ben)));
    }

    [Fact]
    public void Of_Message_HasContentAndPlace()
    {
        var json = LiveFrame.Of(Row("general", null, """{"text":"hi"}""")).Json;
        Assert.Contains("\"type\":\"message\"", json, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"hi\"", json, StringComparison.Ordinal);
        Assert.Contains("\"revision\":9", json, StringComparison.Ordinal);
    }

    private static WebMessageRow Row(string channel, string? privateTo, string content) =>
        new(3, 9, DateTimeOffset.UnixEpoch, new WebMessageDraft { Key = "k", Channel = channel, PrivateTo = privateTo, Content = content });
}
