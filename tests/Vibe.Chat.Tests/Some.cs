using Vibe.Chat.Dialogs;
using Vibe.Chat.Inbound;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Data.Builds;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Tests;

/// <summary>Builders with everything optional.</summary>
internal static class Some
{
    public static readonly UserRef Ann = new(ChatPlatform.Slack, "U_ANN");

    public static readonly UserRef Bob = new(ChatPlatform.Slack, "U_BOB");

    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static ThreadRef Channel(string channel = "C1", string? thread = null, string workspace = "T1") => new(ChatPlatform.Slack, workspace, channel, thread);

    public static EventKey Key(string id) => new(ChatPlatform.Slack, "T1", id);

    public static InboundEvent Command(string text, string id = "Ev1", UserRef? user = null, ThreadRef? thread = null) => new()
    {
        Key = Key(id) with { Workspace = (thread ?? Channel()).Workspace },
        Kind = InboundKind.Command,
        User = user ?? Ann,
        IsGuest = false,
        Thread = thread ?? Channel(),
        Text = text,
        TriggerId = $"trigger-{id}",
        ReplyTo = "https://reply.example/1",
    };

    public static InboundEvent Click(CardAction action, ActionTarget target, string id = "Click1", UserRef? user = null) => new()
    {
        Key = Key(id),
        Kind = InboundKind.Action,
        User = user ?? Bob,
        Thread = Channel(thread: "m1"),
        Action = action,
        Target = target,
        TriggerId = $"trigger-{id}",
    };

    public static InboundEvent Dialog(DialogKind dialog, string text, ActionTarget? target = null, string id = "Dialog1") => new()
    {
        Key = Key(id),
        Kind = InboundKind.DialogSubmission,
        User = Bob,
        IsGuest = false,
        Thread = Channel(thread: "m1"),
        Dialog = dialog,
        Target = target,
        Text = text,
    };

    public static BuildId Build(string name = "a") => BuildId.FromEvent(name);

    public static BuildRegistration Registration(string name = "a", UserRef? requester = null, ThreadRef? thread = null) => new()
    {
        Id = Build(name),
        Requester = requester ?? Ann,
        Thread = thread ?? Channel(),
        Project = "default",
        Title = $"Title of {name}",
        Request = $"Request of {name}",
        ReplyTo = "https://reply.example/2",
    };

    public static BuildInput Input(string name = "a") => new()
    {
        BuildId = Build(name),
        Number = 1,
        Requester = Ann,
        Thread = Channel(),
        Project = "default",
        Request = new StoredText(ArtifactDigest.Of([1]), 1),
        RequestedAt = Noon,
    };

    public static BuildCard Card(string name = "a", BuildStage stage = BuildStage.Generating, long number = 1) => new()
    {
        BuildId = Build(name),
        Number = number,
        Title = $"Title of {name}",
        Requester = Ann,
        Project = "default",
        Stage = stage,
        StartedAt = Noon,
        StageSince = Noon.AddMinutes(1),
        EndedAt = BuildStages.IsEnd(stage) ? Noon.AddMinutes(5) : null,
    };

    public static BuildCard CardToDecide(string name = "a", ArtifactSummary? artifact = null) => Card(name, BuildStage.AwaitingApproval) with
    {
        Artifact = artifact ?? new ArtifactSummary(ArtifactDigest.Of([1]), 1, [new ArtifactFile("a.txt", 1, ArtifactDigest.Of([2]))]),
        Actions = [CardAction.Approve, CardAction.RequestChanges, CardAction.Reject, CardAction.ViewArtifact],
        WaitingFor = [Bob],
        Deadline = Noon.AddDays(7),
    };

    public static LineSnapshot Line(long revision, params string[] waiting) => new(
        "default", revision, 2, 2, "Both slots are busy.", [.. waiting.Select((w, i) => new LinePlace(Build(w), i + 1, TimeSpan.FromMinutes(i + 1)))]);
}
