using Vibe.Chat.Commands;
using Vibe.Chat.Inbound;
using Vibe.Core.Cards;

namespace Vibe.Chat.Tests.Commands;

public sealed class CommandParserTests
{
    [Theory]
    [InlineData("build a page", "a page", null)]
    [InlineData("  BUILD\ta page \n with lines ", "a page \n with lines", null)]
    [InlineData("/vibe build a page", "a page", null)]
    [InlineData("build\u00a0a page", "a page", null)]
    [InlineData("build --project shop a page", "a page", "shop")]
    [InlineData("build --project=shop a page", "a page", "shop")]
    [InlineData("build a page --project shop", "a page", "shop")]
    [InlineData("build a page --project=shop", "a page", "shop")]
    [InlineData("build a cli with the option --project name and more", "a cli with the option --project name and more", null)]
    [InlineData("build #142 things", "#142 things", null)]
    [InlineData("build my--project x", "my--project x", null)]
    public void Parse_Build_TakesRequestAndProject(string text, string request, string? project) =>
        Assert.Equal(new ChatCommand.Build(request, project), Understood(text));

    [Theory]
    [InlineData("build")]
    [InlineData("build   ")]
    [InlineData("build --project")]
    [InlineData("build --project shop")]
    [InlineData("build a page --project")]
    [InlineData("status now")]
    [InlineData("approve everything")]
    [InlineData("approve #0")]
    [InlineData("approve #-1")]
    [InlineData("approve #99999999999999999999")]
    [InlineData("cancel 1 2")]
    [InlineData("changes")]
    [InlineData("changes #142")]
    public void Parse_KnownVerbThatLacksSomething_NamesTheVerb(string text)
    {
        var odd = Assert.IsType<ParsedCommand.NotUnderstood>(CommandParser.Parse(text, isDirectMessage: false));
        Assert.Equal(text.Trim().Split(' ')[0], odd.Nearest?.Name);
    }

    [Theory]
    [InlineData("status", null)]
    [InlineData("status #142", 142L)]
    [InlineData("Status 142", 142L)]
    public void Parse_Status_TakesTheNumber(string text, long? number) => Assert.Equal(new ChatCommand.Status(number), Understood(text));

    [Theory]
    [InlineData("approve", CardAction.Approve, null, "")]
    [InlineData("approve #7", CardAction.Approve, 7L, "")]
    [InlineData("cancel 7", CardAction.Cancel, 7L, "")]
    [InlineData("stop 7", CardAction.Cancel, 7L, "")]
    [InlineData("retry #7", CardAction.Retry, 7L, "")]
    [InlineData("discard", CardAction.Discard, null, "")]
    [InlineData("reject", CardAction.Reject, null, "")]
    [InlineData("reject 7", CardAction.Reject, 7L, "")]
    [InlineData("reject #7 too slow", CardAction.Reject, 7L, "too slow")]
    [InlineData("reject 7 bugs are left", CardAction.Reject, null, "7 bugs are left")]
    [InlineData("reject too slow", CardAction.Reject, null, "too slow")]
    [InlineData("changes #7 use blue", CardAction.RequestChanges, 7L, "use blue")]
    [InlineData("changes 3 columns, please", CardAction.RequestChanges, null, "3 columns, please")]
    [InlineData("request-changes use blue", CardAction.RequestChanges, null, "use blue")]
    public void Parse_Decisions_TakeNumberAndText(string text, CardAction action, long? number, string words) =>
        Assert.Equal(new ChatCommand.Decide(action, number, words), Understood(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("help")]
    [InlineData("/vibe")]
    [InlineData("?")]
    public void Parse_NothingOrHelp_IsHelp(string text) => Assert.IsType<ChatCommand.Help>(Understood(text));

    [Theory]
    [InlineData("where is my build?", null)]
    [InlineData("Where's my build", null)]
    [InlineData("how far is it?", null)]
    [InlineData("is #142 ready?", 142L)]
    [InlineData("what about #7?", 7L)]
    [InlineData("when will it be done", null)]
    [InlineData("my build?", null)]
    public void Parse_QuestionInADirectMessage_IsStatus(string text, long? number) =>
        Assert.Equal(new ChatCommand.Status(number), Understood(text, InboundKind.DirectMessage));

    [Theory]
    [InlineData("who is waiting?")]
    [InlineData("how long is the queue")]
    public void Parse_QuestionAboutTheLine_IsQueue(string text) => Assert.IsType<ChatCommand.ShowLine>(Understood(text, InboundKind.DirectMessage));

    [Theory]
    [InlineData("where is my build?", InboundKind.Command)]
    [InlineData("where is my build?", InboundKind.Mention)]
    [InlineData("make me a sandwich", InboundKind.DirectMessage)]
    [InlineData("what is the weather like?", InboundKind.DirectMessage)]
    [InlineData("this is a long story about a build that somebody asked for long ago and that nobody has ever seen since then, where?", InboundKind.DirectMessage)]
    public void Parse_AnythingElse_IsNotUnderstood(string text, InboundKind kind) => Assert.IsType<ParsedCommand.NotUnderstood>(CommandParser.Parse(text, kind == InboundKind.DirectMessage));

    [Theory]
    [InlineData("biuld a page", "build")]
    [InlineData("aprove", "approve")]
    [InlineData("canel #1", "cancel")]
    [InlineData("statsu", "status")]
    [InlineData("rejct it", "reject")]
    [InlineData("halp", "help")]
    [InlineData("tell me a joke", null)]
    [InlineData("frobnicate", null)]
    [InlineData("xy", null)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null)]
    public void Parse_Misspelt_NamesTheNearestVerb(string text, string? nearest) =>
        Assert.Equal(nearest, Assert.IsType<ParsedCommand.NotUnderstood>(CommandParser.Parse(text, isDirectMessage: false)).Nearest?.Name);

    [Fact]
    public void Parse_EveryVerbOfTheHelp_IsKnown() =>
        Assert.All(Verbs.All, verb => Assert.True(
            CommandParser.Parse(verb.Name, isDirectMessage: false) is ParsedCommand.Understood or ParsedCommand.NotUnderstood { Nearest: not null }, verb.Name));

    private static ChatCommand Understood(string text, InboundKind kind = InboundKind.Command) =>
        Assert.IsType<ParsedCommand.Understood>(CommandParser.Parse(text, kind == InboundKind.DirectMessage)).Command;
}
