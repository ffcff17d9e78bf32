using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Data.Builds;
using Vibe.Data.Inbox;
using Vibe.Data.Outbox;

namespace Vibe.Data.Tests;

/// <summary>Builders with everything optional.</summary>
internal static class Some
{
    public static readonly UserRef Ann = new(ChatPlatform.Slack, "U_ANN");

    public static readonly UserRef Bob = new(ChatPlatform.Slack, "U_BOB");

    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static EventKey Key(string id = "Ev1", string workspace = "T1", ChatPlatform platform = ChatPlatform.Slack) => new(platform, workspace, id);

    public static InboxEntry Entry(string id = "Ev1", string payload = "{}") => new(Key(id), payload);

    public static BuildId Build(string name = "a") => BuildId.FromEvent(name);

    public static ThreadRef Channel(string channel = "C1", string workspace = "T1", string? thread = null) => new(ChatPlatform.Slack, workspace, channel, thread);

    public static BuildRegistration Registration(string name = "a", UserRef? requester = null, ThreadRef? thread = null) => new()
    {
        Id = Build(name),
        Requester = requester ?? Ann,
        Thread = thread ?? Channel(),
        Project = "default",
        Title = $"Title of {name}",
        Request = $"Request of {name}",
    };

    public static BuildCard Card(string name = "a", BuildStage stage = BuildStage.Generating, DecisionRecord? decision = null) => new()
    {
        BuildId = Build(name),
        Number = 1,
        Title = $"Title of {name}",
        Requester = Ann,
        Project = "default",
        Stage = stage,
        StartedAt = Noon,
        StageSince = Noon.AddMinutes(1),
        EndedAt = BuildStages.IsEnd(stage) ? Noon.AddMinutes(2) : null,
        Decision = decision,
        Actions = [CardAction.Approve, CardAction.Cancel],
        Artifact = new ArtifactSummary(ArtifactDigest.Of([1]), 2, [new ArtifactFile("a.txt", 1, ArtifactDigest.Of([2]))]),
        Model = new ModelUse("m", "ollama", 10, 20, 0.5m),
        RunLink = new Uri("http://localhost:8233/run"),
        WaitingFor = [Bob],
        Expected = TimeSpan.FromMinutes(4),
    };

    public static Notice Notice(string key = "n1", string name = "a") => new(key, Build(name), [Bob], "Please decide.");

    public static FileDelivery File(string key = "f1", string name = "a") => new(key, Build(name), "result.zip", ArtifactDigest.Of([3]), "Here it is.");

    public static LineSnapshot Line(long revision, params string[] waiting) => new(
        "default", revision, 2, 2, "Both slots are busy.", [.. waiting.Select((w, i) => new LinePlace(Build(w), i + 1, TimeSpan.FromMinutes(i + 1)))]);

    public static OutboxLeaseRequest Lease(int count = 10, int perChannel = 10, params string[] closed) => new()
    {
        Platforms = [ChatPlatform.Slack],
        Count = count,
        PerChannel = perChannel,
        Duration = TimeSpan.FromMinutes(1),
        Closed = closed,
    };
}
