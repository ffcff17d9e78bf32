using System.Text;
using Vibe.Chat.Artifacts;
using Vibe.Chat.Cards;
using Vibe.Chat.Outbound;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Reviews;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests;

internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static readonly BuildId Build = BuildId.FromEvent("slack/T1/1");

    public static readonly UserRef Alice = new(ChatPlatform.Slack, "U1");

    public static ThreadRef Thread(string? thread = null, string channel = "C1") => new(ChatPlatform.Slack, FakeSlack.Team, channel, thread);

    public static ArtifactFile File(string path, string content = "x") => new(path, Encoding.UTF8.GetByteCount(content), ArtifactDigest.Of(Encoding.UTF8.GetBytes(content)));

    public static BuildCard Card(BuildStage stage = BuildStage.Generating, Func<BuildCard, BuildCard>? change = null)
    {
        var card = new BuildCard
        {
            BuildId = Build,
            Number = 142,
            Title = "A dashboard <with> charts & more",
            Requester = Alice,
            Project = "default",
            Stage = stage,
            StartedAt = Now - TimeSpan.FromMinutes(2),
            StageSince = Now - TimeSpan.FromMinutes(1),
            ShareDone = 0.4,
            Actions = [CardAction.Cancel],
        };
        return change?.Invoke(card) ?? card;
    }

    public static BuildCard WaitingCard(Func<BuildCard, BuildCard>? change = null) => Card(BuildStage.AwaitingApproval, card =>
    {
        card = card with
        {
            Artifact = new ArtifactSummary(ArtifactDigest.Of("manifest"u8), 1, [File("index.html", "<html>"), File("app.js")]),
            Review = new ReviewSummary([new Finding(FindingSeverity.Warning, "app.js", "Uses <eval>.")], true, "Fine otherwise."),
            WaitingFor = [new UserRef(ChatPlatform.Slack, "U2")],
            Deadline = Now + TimeSpan.FromDays(6),
            Model = new ModelUse("vibe-sample", "sample", 10, 20, 0),
            Actions = [CardAction.Approve, CardAction.RequestChanges, CardAction.Reject, CardAction.ViewArtifact, CardAction.Cancel],
        };
        return change?.Invoke(card) ?? card;
    });

    public static CardMessage Message(BuildCard card, string key = "card/1", ThreadRef? thread = null, long revision = 1) =>
        new(key, thread ?? Thread(), new CardView { Card = card, Now = Now }, revision);

    public static ArtifactView Artifact(params (string Path, string Content)[] files)
    {
        var views = files.Select(f => new ArtifactFileView(File(f.Path, f.Content), Encoding.UTF8.GetBytes(f.Content), f.Content)).ToList();
        return new ArtifactView(ArtifactDigest.Of("manifest"u8), 1, views) { BuildId = Build };
    }
}
