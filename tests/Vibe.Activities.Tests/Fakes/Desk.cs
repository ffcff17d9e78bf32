using Microsoft.Extensions.Options;
using Temporalio.Testing;
using Vibe.Activities.Generation;
using Vibe.Activities.Reviews;
using Vibe.Activities.Threads;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Tests.Fakes;

/// <summary>A build in the middle of its way, with a scripted model.</summary>
internal sealed class Desk
{
    private readonly GenerationStores _stores;

    public Desk(params object[] answers)
    {
        Model = new ScriptedModel(answers);
        var composer = new CardComposer(Stores, Stores, Stores, Options.Create(new CardLinks()));
        _stores = new GenerationStores(Model, Stores, Stores, Stores, new ThreadStores(composer, Stores, TimeProvider.System));
        Request = Stores.Put("a page");
    }

    public MemoryStores Stores { get; } = new();

    public ScriptedModel Model { get; }

    public StoredText Request { get; }

    private CardState Card => new()
    {
        BuildId = new BuildId("b"),
        Number = 1,
        Requester = new UserRef(ChatPlatform.Slack, "U1"),
        Project = "default",
        Pool = "default",
        Request = Request,
        Stage = BuildStage.Generating,
        StartedAt = TimeProvider.System.GetUtcNow(),
        StageSince = TimeProvider.System.GetUtcNow(),
    };

    public Task<GenerateOutput> GenerateAsync(ArtifactDigest? draft = null, params StoredText[] feedback) => Environment().RunAsync(() => new GenerationActivities(_stores).GenerateFilesAsync(
        new GenerateInput { BuildId = new BuildId("b"), Round = 1, Pass = 0, Request = Request, Draft = draft, Feedback = feedback, Card = Card, CardRevision = CardRevisions.Step }));

    public Task<ReviewOutput> ReviewAsync(ArtifactDigest draft, TimeSpan? limit = null) => Environment().RunAsync(() => new ReviewActivities(_stores).ReviewFilesAsync(
        new ReviewInput { BuildId = new BuildId("b"), Round = 1, Pass = 0, Request = Request, Draft = draft, Limit = limit ?? TimeSpan.FromMinutes(2), Card = Card, CardRevision = CardRevisions.Step }));

    private static ActivityEnvironment Environment() => new() { Info = ActivityEnvironment.DefaultInfo with { ScheduledTime = TimeProvider.System.GetUtcNow().UtcDateTime } };
}
