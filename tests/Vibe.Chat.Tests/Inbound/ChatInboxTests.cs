using Vibe.Chat.Dialogs;
using Vibe.Chat.Inbound;
using Vibe.Core.Cards;
using Vibe.Core.Policies;

namespace Vibe.Chat.Tests.Inbound;

public sealed class ChatInboxTests
{
    private const string Secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";

    [SkippableFact]
    public async Task AcceptAsync_SameCommandTwice_IsARepeat()
    {
        await using var house = await ChatHouse.OpenAsync();

        Assert.IsType<ChatReceipt.Accepted>(await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None));
        Assert.IsType<ChatReceipt.Repeat>(await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None));
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.inbox"));
    }

    public static TheoryData<string> TextsWithASecret() => new([$"build a page with {Secret}", $"{Secret}", $"nonsense {Secret}", $"reject #1 {Secret}", $"changes {Secret}"]);

    [SkippableTheory]
    [MemberData(nameof(TextsWithASecret))]
    public async Task AcceptAsync_SecretAnywhere_IsNeitherKeptNorEchoed(string text)
    {
        await using var house = await ChatHouse.OpenAsync();

        var answered = Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(Some.Command(text), CancellationToken.None));

        Assert.True(answered.IsRefusal);
        Assert.DoesNotContain("ghp_", answered.Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await house.CountAsync("select count(*) from vibe.inbox"));
        Assert.Equal(0, await house.CountAsync("select count(*) from vibe.blobs"));
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where code = 'secret' and outcome = 'Refused' and position('ghp_' in coalesce(reason, '') || action || key) = 0"));
    }

    [SkippableFact]
    public async Task AcceptAsync_SecretInADialogOrShortcut_IsRefused()
    {
        await using var house = await ChatHouse.OpenAsync();
        var target = new ActionTarget(Some.Build(), 1, null);
        InboundEvent[] events =
        [
            Some.Dialog(DialogKind.RequestChanges, Secret, target, "1"), Some.Dialog(DialogKind.Reject, Secret, target, "2"), Some.Dialog(DialogKind.Build, Secret, null, "3"),
            Some.Command(Secret, "4") with { Kind = InboundKind.Shortcut },
        ];

        foreach (var received in events)
        {
            Assert.True(Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(received, CancellationToken.None)).IsRefusal);
        }

        Assert.Equal(0, await house.CountAsync("select count(*) from vibe.inbox"));
    }

    [SkippableTheory]
    [InlineData("build")]
    [InlineData("frobnicate the thing")]
    [InlineData("help")]
    [InlineData("")]
    public async Task AcceptAsync_UsageOrHelp_IsAnsweredAtOnce(string text)
    {
        await using var house = await ChatHouse.OpenAsync();

        var answered = Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(Some.Command(text), CancellationToken.None));

        Assert.False(answered.IsRefusal);
        Assert.Contains("build", answered.Text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("frobnicate", answered.Text.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await house.CountAsync("select count(*) from vibe.inbox"));
        Assert.Equal(0, await house.CountAsync("select count(*) from vibe.audit"));
    }

    [SkippableFact]
    public async Task AcceptAsync_TooLong_IsRefusedWithTheLimit()
    {
        await using var house = await ChatHouse.OpenAsync();

        var build = Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(Some.Command("build " + new string('x', 8001)), CancellationToken.None));
        var reason = Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(Some.Command("reject " + new string('x', 3001), "2"), CancellationToken.None));

        var longer = Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(Some.Command("build " + new string('x', 8500), "4"), CancellationToken.None));
        Assert.Contains("8000", build.Text.ToString(), StringComparison.Ordinal);
        Assert.Contains("has 8500 characters; at most 8000", longer.Text.ToString(), StringComparison.Ordinal);
        Assert.Contains("3000", reason.Text.ToString(), StringComparison.Ordinal);
        Assert.IsType<ChatReceipt.Accepted>(await house.Inbox.AcceptAsync(Some.Command("build --project default " + new string('x', 8000), "3"), CancellationToken.None));
    }

    [SkippableFact]
    public async Task AcceptAsync_NotAllowed_IsRefusedAndAudited()
    {
        await using var house = await ChatHouse.OpenAsync(null, new ProjectPolicy { Name = "default", Requesters = [Some.Bob] });

        var refused = Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None));
        var guest = Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(Some.Command("build --project nope a page", "2"), CancellationToken.None));

        Assert.True(refused.IsRefusal && guest.IsRefusal);
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where code = 'not-a-requester' and person = 'slack:U_ANN' and action = 'Build'"));
        Assert.Equal(1, await house.CountAsync("select count(*) from vibe.audit where code = 'unknown-project'"));
    }

    [SkippableFact]
    public async Task AcceptAsync_Guest_IsRefusedWhereTheEventSaysSo()
    {
        await using var house = await ChatHouse.OpenAsync();

        Assert.True(Assert.IsType<ChatReceipt.Answered>(
            await house.Inbox.AcceptAsync(Some.Command("build a page") with { IsGuest = true }, CancellationToken.None)).IsRefusal);
        Assert.IsType<ChatReceipt.Accepted>(await house.Inbox.AcceptAsync(Some.Command("build a page") with { IsGuest = null }, CancellationToken.None));
    }

    [SkippableFact]
    public async Task AcceptAsync_FeedbackWithoutWords_StaysInTheDialog()
    {
        await using var house = await ChatHouse.OpenAsync();
        var target = new ActionTarget(Some.Build(), 1, null);

        Assert.True(Assert.IsType<ChatReceipt.Answered>(
            await house.Inbox.AcceptAsync(Some.Dialog(DialogKind.RequestChanges, "  ", target), CancellationToken.None)).IsRefusal);
        Assert.IsType<ChatReceipt.Accepted>(await house.Inbox.AcceptAsync(Some.Dialog(DialogKind.Reject, "", target), CancellationToken.None));
    }

    [SkippableFact]
    public async Task AcceptAsync_ButtonWithoutTarget_IsOutOfDate()
    {
        await using var house = await ChatHouse.OpenAsync();
        var click = Some.Click(CardAction.Approve, new ActionTarget(Some.Build(), 1, null)) with { Target = null };

        Assert.IsType<ChatReceipt.Answered>(await house.Inbox.AcceptAsync(click, CancellationToken.None));
    }

    [SkippableFact]
    public async Task AcceptAsync_DatabaseThatRefuses_SaysThatNothingHappened()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.ExecuteAsync("alter table vibe.inbox rename to elsewhere");

        var receipt = Assert.IsType<ChatReceipt.NotAccepted>(await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None));

        Assert.Contains("try again", receipt.Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WholeEvent_IsReadBack()
    {
        var received = Some.Click(CardAction.Approve, new ActionTarget(Some.Build(), 3, Core.Artifacts.ArtifactDigest.Of([1]))) with
        {
            IsGuest = false,
            Text = "nul \0 and \ud83d\ude00",
            Dialog = DialogKind.Reject,
            ReplyTo = "https://reply.example",
        };

        Assert.Equal(received, ChatJson.Read(ChatJson.Write(received)));
    }
}
