using Vibe.Chat.Inbound;
using Vibe.Core.Builds;
using Vibe.Data.Builds;
using Vibe.Data.Line;

namespace Vibe.Chat.Tests.Dispatch;

/// <summary>Which build a command means that names none, and what is said of it.</summary>
public sealed class MeantBuildTests
{
    [SkippableTheory]
    [InlineData("cancel", "C1", null, "a", null)]
    [InlineData("cancel", "C1", "root", "c", null)]
    [InlineData("cancel #2", "C1", null, "b", null)]
    [InlineData("cancel #99", "C1", null, null, "no build #99")]
    public async Task Command_WithoutNumber_FindsTheBuildThatIsMeant(string text, string channel, string? thread, string? expected, string? answer)
    {
        await using var house = await ChatHouse.OpenAsync();
        var builds = house.Get<IBuildStore>();
        await builds.RegisterAsync(Some.Registration("a"), CancellationToken.None);
        await builds.RegisterAsync(Some.Registration("b", Some.Bob), CancellationToken.None);
        await builds.RegisterAsync(Some.Registration("c", Some.Bob, Some.Channel(thread: "root")), CancellationToken.None);
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command(text, thread: Some.Channel(channel, thread)), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Equal(expected is null ? [] : [Some.Build(expected)], house.Gateway.Asked.Select(a => a.Build));
        Assert.Contains(answer ?? "Cancel it is.", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Command_WithSeveralOpen_AsksWhich()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a", "b");
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("cancel"), CancellationToken.None);
        await house.DispatchedAsync();

        var text = Assert.Single(house.Platform.Answers).Text.ToString();
        Assert.Contains("#1 · Title of a", text, StringComparison.Ordinal);
        Assert.Contains("#2 · Title of b", text, StringComparison.Ordinal);
        Assert.Empty(house.Gateway.Asked);
    }

    [SkippableFact]
    public async Task Status_AskedInADirectMessage_TellsPlaceAndReason()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Queued), 1, CancellationToken.None);
        await house.Get<ILineStore>().SaveAsync(Some.Line(1, "x", "y", "a"), CancellationToken.None);
        await house.StartAsync();

        await house.Inbox.AcceptAsync(
            Some.Command("where is my build?", thread: Some.Channel("D1")) with { Kind = InboundKind.DirectMessage }, CancellationToken.None);
        await house.Inbox.AcceptAsync(Some.Command("queue", "2"), CancellationToken.None);
        await house.DispatchedAsync();

        var texts = house.Platform.Answers.Select(a => a.Text.ToString()).ToArray();
        Assert.Contains(texts, t => t.Contains("3rd in line, about 3 min. Both slots are busy.", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("2 of 2 slots busy, 3 waiting", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Status_NothingOpen_TellsTheLastOrHowToBegin()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.StartAsync();
        await house.Inbox.AcceptAsync(Some.Command("status", "1"), CancellationToken.None);
        await house.DispatchedAsync();
        await house.RegisterAsync("a");
        await house.Outbox.PublishCardAsync(Some.Card(stage: BuildStage.Done), 1, CancellationToken.None);

        await house.Inbox.AcceptAsync(Some.Command("status", "2"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Contains("no open build", house.Platform.Answers.First().Text.ToString(), StringComparison.Ordinal);
        Assert.Contains("Delivered", house.Platform.Answers.Last().Text.ToString(), StringComparison.Ordinal);
    }
}
