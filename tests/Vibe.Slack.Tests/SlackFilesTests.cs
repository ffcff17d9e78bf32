using Vibe.Chat.Outbound;
using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Slack.Api;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests;

public sealed class SlackFilesTests : IAsyncLifetime
{
    private readonly List<string> _recorded = [];
    private SlackApp? _app;
    private bool _mayGoOn = true;

    private SlackApp App => _app ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync() => _app = await SlackApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();

    [Fact]
    public async Task Upload_NewFile_IsSharedOnceInTheThreadWithItsComment()
    {
        var root = App.Slack.State.Write("C1", "U1", "root");

        var outcome = Assert.IsType<DeliveryOutcome.Delivered>(await UploadAsync(root.Ts, progress: null));

        var message = App.Slack.State.Messages[1];
        Assert.Equal((root.Ts, "Approved by <@U2> on 2026-03-01 12:00 UTC.\nHere &amp; now"), (message.ThreadTs, message.Text));
        Assert.Equal([outcome.MessageId], message.Files);
        Assert.Equal([outcome.MessageId], _recorded);
        var file = App.Slack.State.Files[outcome.MessageId];
        Assert.Equal("result.zip", file.Name);
        Assert.Equal(Content, file.Content);
    }

    [Theory]
    [InlineData("files.getUploadURLExternal")]
    [InlineData("upload")]
    public async Task Upload_FailureBeforeCompletion_DidNothingVisible(string method)
    {
        App.Slack.FailNext(method, SlackFault.Http(500));

        Assert.False(Assert.IsType<DeliveryOutcome.Unavailable>(await UploadAsync(null, progress: null)).MayBeDone);
        Assert.IsType<DeliveryOutcome.Delivered>(await UploadAsync(null, progress: null));

        Assert.Single(App.Slack.State.Messages);
    }

    [Fact]
    public async Task Upload_CrashAfterCompletion_IsFoundAndNotSharedAgain()
    {
        App.Slack.FailNext("files.completeUploadExternal", SlackFault.DoneThenReset());
        Assert.True(Assert.IsType<DeliveryOutcome.Unavailable>(await UploadAsync(null, progress: null)).MayBeDone);

        var outcome = Assert.IsType<DeliveryOutcome.Delivered>(await UploadAsync(null, progress: Assert.Single(_recorded)));

        Assert.Equal(_recorded[0], outcome.MessageId);
        Assert.Single(App.Slack.State.Messages);
        Assert.Equal(1, App.Slack.CountOf("files.completeUploadExternal"));
    }

    [Fact]
    public async Task Upload_CrashBeforeCompletion_GoesOnWithTheSameFile()
    {
        App.Slack.FailNext("files.completeUploadExternal", SlackFault.Reset());
        await UploadAsync(null, progress: null);

        var outcome = Assert.IsType<DeliveryOutcome.Delivered>(await UploadAsync(null, progress: Assert.Single(_recorded)));

        Assert.Equal(_recorded[0], outcome.MessageId);
        Assert.Equal(1, App.Slack.CountOf("files.getUploadURLExternal"));
        Assert.Single(App.Slack.State.Messages);
    }

    [Fact]
    public async Task Upload_ProgressThatSlackForgot_BeginsAgain()
    {
        Assert.IsType<DeliveryOutcome.Delivered>(await UploadAsync(null, progress: "FOLD"));

        Assert.Single(App.Slack.State.Messages);
    }

    [Fact]
    public async Task Upload_TakenOverByAnotherProcess_Stops()
    {
        _mayGoOn = false;

        Assert.Equal("taken_over", Assert.IsType<DeliveryOutcome.Unavailable>(await UploadAsync(null, progress: null)).Code);

        Assert.Empty(App.Slack.State.Messages);
    }

    [Theory]
    [InlineData(1_000, 15)]
    [InlineData(5_000_000, 215)]
    public void UploadTime_LargeFile_IsWhatASlowLineTakes(int bytes, int seconds) =>
        Assert.Equal(seconds, Math.Round(SlackApi.UploadTime(TimeSpan.FromSeconds(15), bytes).TotalSeconds));

    private static readonly byte[] Content = [1, 2, 3, 0, 255];
    private static readonly DecisionRecord s_approval =
        new(CardAction.Approve, new UserRef(ChatPlatform.Slack, "U2"), new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Reason: null);

    private Task<DeliveryOutcome> UploadAsync(string? thread, string? progress) => App.Platform.UploadFileAsync(
        new FileMessage
        {
            Key = "f/1",
            Thread = Some.Thread(thread),
            File = new FileDelivery("f/1", Some.Build, "result.zip", ArtifactDigest.Of(Content), "Here & now", s_approval),
            Content = Content,
            Progress = progress,
            RecordProgressAsync = (id, _) =>
            {
                _recorded.Add(id);
                return Task.FromResult(_mayGoOn);
            },
        },
        CancellationToken.None);
}
