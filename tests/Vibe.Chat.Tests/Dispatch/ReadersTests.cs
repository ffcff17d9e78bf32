using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Chat.Tests.Dispatch;

/// <summary>What a number tells of a build whose card the asker may not read.</summary>
public sealed class ReadersTests
{
    private static readonly UserRef Eve = new(ChatPlatform.Slack, "U_EVE");

    [SkippableTheory]
    [InlineData("U_ANN", "C9", true)]
    [InlineData("U_EVE", "C1", true)]
    [InlineData("U_BOB", "C9", true)]
    [InlineData("U_EVE", "C9", false)]
    public async Task Status_Named_TellsTheWordsOnlyToWhoMayReadTheCard(string user, string channel, bool isTold)
    {
        await using var house = await OpenAsync();

        await house.Inbox.AcceptAsync(Some.Command("status #1", user: new UserRef(ChatPlatform.Slack, user), thread: Some.Channel(channel)), CancellationToken.None);
        await house.DispatchedAsync();

        var answer = Assert.Single(house.Platform.Answers).Text.ToString();
        Assert.Equal(isTold, answer.Contains("Title of a", StringComparison.Ordinal));
        Assert.Contains("#1", answer, StringComparison.Ordinal);
        Assert.Contains("Waiting for approval", answer, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("approve #1")]
    [InlineData("reject #1 no")]
    [InlineData("changes #1 make it blue")]
    public async Task Decide_TypedWhereTheCardIsNotShown_IsRefused(string command)
    {
        await using var house = await OpenAsync();

        await house.Inbox.AcceptAsync(Some.Command(command, user: Eve, thread: Some.Channel("C9")), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Empty(house.Gateway.Asked);
        Assert.Contains("where its card is shown", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Refusal_WithPeopleInIt_NamesThemAsThePlatformDoes()
    {
        await using var house = await OpenAsync(new ProjectPolicy { Name = "default", Approvers = [Some.Bob] });

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Reject, Some.CardToDecide().Target, user: Eve), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Contains(Assert.Single(house.Platform.Answers).Text.Spans, s => s is Texts.ChatSpan.Person person && person.User == Some.Bob);
    }

    private static async Task<ChatHouse> OpenAsync(params ProjectPolicy[] projects)
    {
        var house = await ChatHouse.OpenAsync(projects: projects);
        await house.RegisterAsync("a");
        await house.Outbox.PublishCardAsync(Some.CardToDecide(), 1, CancellationToken.None);
        await house.StartAsync();
        return house;
    }
}
