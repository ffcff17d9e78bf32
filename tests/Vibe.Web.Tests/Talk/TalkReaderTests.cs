using Microsoft.Extensions.Options;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Inbound;
using Vibe.Core.Cards;
using Vibe.Web.Access;
using Vibe.Web.Talk;

namespace Vibe.Web.Tests.Talk;

public sealed class TalkReaderTests
{
    private static readonly WebPeople People = new(Options.Create(new WebChatOptions()));
    private static readonly WebPerson Ana = People.People[0];

    [Theory]
    [InlineData("/vibe build a page", "general", null, InboundKind.Command, "build a page", null)]
    [InlineData("/VIBE", "general", null, InboundKind.Command, "", null)]
    [InlineData("hello @vibe build a page", "general", null, InboundKind.Mention, "hello   build a page", "e1")]
    [InlineData("status", "general", "card-1", InboundKind.Mention, "status", "card-1")]
    [InlineData("where is my build?", "direct-ana", null, InboundKind.DirectMessage, "where is my build?", null)]
    public void ReadMessage_MeantForVibe_IsItsEvent(string text, string channel, string? thread, InboundKind kind, string expected, string? expectedThread)
    {
        var received = TalkReader.ReadMessage(Post(text, channel, thread), Ana);
        Assert.NotNull(received);
        Assert.Equal((kind, expected, expectedThread), (received.Kind, received.Text, received.Thread.Thread));
        Assert.Equal("web:ana", received.User.ToString());
    }

    [Theory]
    [InlineData("just talking")]
    [InlineData("write to ana@vibe.example")]
    [InlineData("/vibes are good")]
    public void ReadMessage_BetweenPeople_IsNone(string text) => Assert.Null(TalkReader.ReadMessage(Post(text, "general", null), Ana));

    [Fact]
    public void ReadMessage_SameSendingAgain_IsTheSameEvent() =>
        Assert.Equal(TalkReader.ReadMessage(Post("/vibe help", "general", null), Ana)?.Key, TalkReader.ReadMessage(Post("/vibe help", "general", null), Ana)?.Key);

    [Fact]
    public void ReadAction_WithTarget_CarriesWhatTheCardShowed()
    {
        var received = TalkReader.ReadAction(Post("", "general", "card-1") with { Action = CardAction.Approve, Target = "b1/2/abc" }, Ana);
        Assert.Equal(CardAction.Approve, received?.Action);
        Assert.Equal("b1/2/abc", received?.Target?.ToString());
        Assert.Null(TalkReader.ReadAction(Post("", "general", null) with { Action = CardAction.Approve, Target = "rubbish" }, Ana));
    }

    [Fact]
    public void ReadDialog_OfChanges_CarriesTextAndTarget()
    {
        var received = TalkReader.ReadDialog(Post("bluer", "general", "card-1") with { Dialog = DialogKind.RequestChanges, Target = "b1/2/abc" }, Ana);
        Assert.Equal((InboundKind.DialogSubmission, "bluer", 2), (received?.Kind, received?.Text, received?.Target?.Round));
    }

    [Theory]
    [InlineData("zoe", "e1", "general", "Choose a person")]
    [InlineData("ana", "", "general", "event id")]
    [InlineData("ana", "../etc", "general", "event id")]
    [InlineData("ana", "e1", "direct-ben", "no such channel")]
    [InlineData("ana", "e1", "nowhere", "no such channel")]
    public void Refusal_OfWhatNoPagePosts_SaysWhy(string user, string id, string channel, string reason) =>
        Assert.Contains(reason, TalkReader.Refusal(Post("x", channel, null) with { User = user, Id = id }, People), StringComparison.Ordinal);

    private static TalkPost Post(string text, string channel, string? thread) => new() { User = "ana", Id = "e1", Channel = channel, Thread = thread, Text = text };
}
