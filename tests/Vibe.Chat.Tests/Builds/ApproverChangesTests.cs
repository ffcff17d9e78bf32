using Vibe.Core.Builds;
using Vibe.Core.Identity;
using Vibe.Core.Policies;
using Vibe.TestKit;

namespace Vibe.Chat.Tests.Builds;

/// <summary>Builds that wait for a decision when Vibe starts with other approvers.</summary>
public sealed class ApproverChangesTests
{
    private static readonly UserRef Cem = new(ChatPlatform.Slack, "U_CEM");

    [SkippableFact]
    public async Task Start_WithOtherApprovers_TellsTheBuildsThatWaitForOthers()
    {
        await using var house = await OpenAsync([Some.Bob, Cem]);
        await house.RegisterAsync("old", "same", "anyone", "working");
        await PublishAsync(house, "old", BuildStage.AwaitingApproval, [Some.Bob]);
        await PublishAsync(house, "same", BuildStage.AwaitingApproval, [Cem, Some.Bob]);
        await PublishAsync(house, "anyone", BuildStage.AwaitingApproval, null);
        await PublishAsync(house, "working", BuildStage.Generating, null);
        var refusals = 1;
        house.Gateway.ReachesPolicy = build => build != Some.Build("anyone") || Interlocked.Decrement(ref refusals) < 0;

        await house.StartAsync();

        await Eventually.HoldsAsync(() => house.Gateway.Told.Count == 2);
        Assert.Equal([Some.Build("old"), Some.Build("anyone")], house.Gateway.Told.Select(t => t.Build));
        Assert.All(house.Gateway.Told, t => Assert.Equal([Some.Bob, Cem], t.Policy.Approvers));
    }

    [SkippableFact]
    public async Task Start_WhereNobodyIsLeft_TellsTheBuild()
    {
        await using var house = await OpenAsync([Some.Ann]);
        await house.RegisterAsync("a");
        await PublishAsync(house, "a", BuildStage.AwaitingApproval, null);

        await house.StartAsync();

        await Eventually.HoldsAsync(() => house.Gateway.Told.Count == 1);
    }

    private static Task<ChatHouse> OpenAsync(UserRef[] approvers) => ChatHouse.OpenAsync(projects: new ProjectPolicy { Name = ProjectCatalog.DefaultName, Approvers = approvers });

    private static Task<bool> PublishAsync(ChatHouse house, string name, BuildStage stage, IReadOnlyList<UserRef>? waitingFor) =>
        house.Outbox.PublishCardAsync(Some.Card(name, stage) with { WaitingFor = waitingFor }, 1, CancellationToken.None);
}
