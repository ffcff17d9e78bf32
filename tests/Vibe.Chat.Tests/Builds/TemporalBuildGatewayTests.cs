using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Vibe.Chat.Builds;
using Vibe.Chat.Settings;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.TestKit;
using Vibe.Workflows;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Tests.Builds;

/// <summary>The gateway against the official server.</summary>
public sealed class TemporalBuildGatewayTests
{
    private static readonly Lazy<Task<WorkflowEnvironment>> Embedded = new(() => WorkflowEnvironment.StartLocalAsync());

    [SkippableFact]
    public async Task StartAsync_SameBuildTwice_IsOneAlsoAfterItsEnd()
    {
        var client = await ConnectAsync();
        var gateway = Gateway(client);
        var input = Input();

        Assert.Equal(StartOutcome.Started, await gateway.StartAsync(input, CancellationToken.None));
        Assert.Equal(StartOutcome.AlreadyStarted, await gateway.StartAsync(input, CancellationToken.None));
        await client.GetWorkflowHandle(input.BuildId.WorkflowId).TerminateAsync();
        Assert.Equal(StartOutcome.AlreadyStarted, await gateway.StartAsync(input, CancellationToken.None));
    }

    [Fact]
    public async Task StartAsync_ServiceAway_SaysSoInTime()
    {
        using var nobody = new ClosedPort();
        var gateway = Gateway(TemporalClient.CreateLazy(new TemporalClientConnectOptions(nobody.Address.Authority)), TimeSpan.FromMilliseconds(500));

        Assert.Equal(StartOutcome.Unavailable, await Eventually.WithinAsync(gateway.StartAsync(Input(), CancellationToken.None)));
        Assert.IsType<DecideOutcome.NotReached>(await Eventually.WithinAsync(gateway.DecideAsync(Some.Build(), Decision(), "e", CancellationToken.None)));
    }

    [SkippableFact]
    public async Task DecideAsync_SameEventAgain_HasOneEffectAndTheSameAnswer()
    {
        var client = await ConnectAsync();
        var gateway = Gateway(client);
        var input = Input();
        await gateway.StartAsync(input, CancellationToken.None);

        await WithWorkerAsync(client, async () =>
        {
            var first = Assert.IsType<DecideOutcome.Accepted>(await gateway.DecideAsync(input.BuildId, Decision(), "slack/T1/e1", CancellationToken.None));
            var again = Assert.IsType<DecideOutcome.Accepted>(await gateway.DecideAsync(input.BuildId, Decision(), "slack/T1/e1", CancellationToken.None));
            Assert.Equal(first.Output, again.Output);
            Assert.Equal("Taken by slack:U_BOB.", first.Output.Message);

            var own = Assert.IsType<DecideOutcome.Refused>(
                await gateway.DecideAsync(input.BuildId, Decision(by: Some.Ann), "slack/T1/e2", CancellationToken.None));
            Assert.Equal(("own-build", "Somebody else decides."), (own.Code, own.Reason));

            await gateway.DecideAsync(input.BuildId, Decision(CardAction.Cancel), "slack/T1/e3", CancellationToken.None);
            Assert.Equal(1, await client.GetWorkflowHandle(input.BuildId.WorkflowId).GetResultAsync<int>());
            Assert.IsType<DecideOutcome.Missing>(await gateway.DecideAsync(input.BuildId, Decision(), "slack/T1/e4", CancellationToken.None));
        });
    }

    [SkippableFact]
    public async Task DecideAsync_AHundredClicksAtOnce_IsOneDecision()
    {
        var client = await ConnectAsync();
        var gateway = Gateway(client);
        var input = Input();
        await gateway.StartAsync(input, CancellationToken.None);

        await WithWorkerAsync(client, async () =>
        {
            var outcomes = new List<DecideOutcome>();
            foreach (var batch in Enumerable.Range(0, 100).Chunk(10))
            {
                outcomes.AddRange(await Task.WhenAll(batch.Select(i => gateway.DecideAsync(input.BuildId, Decision(), $"slack/T1/c{i}", CancellationToken.None))));
            }

            Assert.Single(outcomes.OfType<DecideOutcome.Accepted>());
            Assert.All(outcomes.Where(o => o is not DecideOutcome.Accepted), o => Assert.Equal("already-decided", Assert.IsType<DecideOutcome.Refused>(o).Code));
        });
    }

    [SkippableFact]
    public async Task DecideAsync_WorkerAway_IsTakenOnceItIsBack()
    {
        var client = await ConnectAsync();
        var gateway = Gateway(client, TimeSpan.FromMilliseconds(500));
        var input = Input();
        Assert.Equal(StartOutcome.Started, await Gateway(client).StartAsync(input, CancellationToken.None));

        Assert.IsType<DecideOutcome.NotReached>(await gateway.DecideAsync(input.BuildId, Decision(), "slack/T1/e1", CancellationToken.None));

        await WithWorkerAsync(client, async () =>
        {
            DecideOutcome? outcome = null;
            await Eventually.TrueAsync(
                async () => (outcome = await gateway.DecideAsync(input.BuildId, Decision(), "slack/T1/e1", CancellationToken.None)) is not DecideOutcome.NotReached, "the worker answers");
            Assert.IsType<DecideOutcome.Accepted>(outcome);
        });
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DecideAsync_MoreThanTenUnderWay_IsBusyAndTakenLater(bool isEmbedded)
    {
        await using var embedded = isEmbedded ? await WorkflowEnvironment.StartLocalAsync() : null;
        var client = embedded?.Client ?? await ConnectAsync();
        var gateway = Gateway(client, TimeSpan.FromMilliseconds(500));
        var input = Input();
        var patient = Gateway(client);
        Assert.Equal(StartOutcome.Started, await patient.StartAsync(input, CancellationToken.None));

        // No worker: ten decisions are under way and stay so, and whoever comes then is told that others are deciding.
        var first = Enumerable.Range(0, 10).Select(i => patient.DecideAsync(input.BuildId, Decision(), $"slack/T1/b{i}", CancellationToken.None)).ToList();
        var lateEvent = string.Empty;
        await Eventually.EqualAsync<DecideOutcome>(new DecideOutcome.Busy(), () => gateway.DecideAsync(input.BuildId, Decision(), lateEvent = $"slack/T1/{Guid.NewGuid()}", CancellationToken.None));

        await WithWorkerAsync(client, async () =>
        {
            var late = await patient.DecideAsync(input.BuildId, Decision(), lateEvent, CancellationToken.None);
            var outcomes = (await Task.WhenAll(first)).Append(late);
            Assert.All(outcomes, o => Assert.True(o is DecideOutcome.Accepted or DecideOutcome.Refused, $"{o}"));
        });
    }

    [SkippableFact]
    public async Task DecideAsync_UnknownBuild_IsMissing() =>
        Assert.IsType<DecideOutcome.Missing>(await Gateway(await ConnectAsync()).DecideAsync(Some.Build($"{Guid.NewGuid()}"), Decision(), "e", CancellationToken.None));

    [SkippableFact]
    public async Task FindEndAsync_RunningTerminatedAndUnknown_SaysHow()
    {
        var client = await ConnectAsync();
        var gateway = Gateway(client);
        var (running, ended, silent) = (Input(), Input(), Input());
        foreach (var input in new[] { running, ended, silent })
        {
            await gateway.StartAsync(input, CancellationToken.None);
        }

        await client.GetWorkflowHandle(ended.BuildId.WorkflowId).TerminateAsync("cleaning up");
        await client.GetWorkflowHandle(silent.BuildId.WorkflowId).TerminateAsync();

        // It looks for a second at most and then says nothing, so a slow server is asked again.
        await Eventually.EqualAsync(new OutsideEnd(OutsideEndKind.Terminated, "cleaning up"), () => gateway.FindEndAsync(ended.BuildId, CancellationToken.None));
        await Eventually.EqualAsync(new OutsideEnd(OutsideEndKind.Terminated), () => gateway.FindEndAsync(silent.BuildId, CancellationToken.None));
        await Eventually.EqualAsync(new OutsideEnd(OutsideEndKind.Unknown), () => gateway.FindEndAsync(Some.Build($"{Guid.NewGuid()}"), CancellationToken.None));
        Assert.Null(await gateway.FindEndAsync(running.BuildId, CancellationToken.None));
        await Eventually.HoldsAsync(async () =>
            await gateway.ListRunningAsync(CancellationToken.None) is { } all && all.Contains(running.BuildId.WorkflowId) && !all.Contains(ended.BuildId.WorkflowId));
    }

    [Fact]
    public async Task FindEndAsync_ServiceAway_SaysNothing()
    {
        using var nobody = new ClosedPort();
        var away = Gateway(TemporalClient.CreateLazy(new TemporalClientConnectOptions(nobody.Address.Authority)));

        Assert.Null(await Eventually.WithinAsync(away.FindEndAsync(Some.Build(), CancellationToken.None)));
    }

    // The official server where it is found, else the embedded one.
    private static async Task<ITemporalClient> ConnectAsync() => TemporalDevServer.SkipReason is null
        ? await TemporalClient.ConnectAsync(new TemporalClientConnectOptions((await TemporalDevServer.SharedAsync()).Address))
        : (await Embedded.Value).Client;

    private static TemporalBuildGateway Gateway(ITemporalClient client, TimeSpan? patience = null) =>
        new(client, new DispatchOptions { WorkerPatience = patience ?? Eventually.Patience });

    private static async Task WithWorkerAsync(ITemporalClient client, Func<Task> body)
    {
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions(TaskQueues.Builds).AddWorkflow<DecidingWorkflow>());
        await worker.ExecuteAsync(body);
    }

    private static BuildInput Input()
    {
        var id = BuildId.FromEvent($"{Guid.NewGuid()}");
        return new BuildInput
        {
            BuildId = id,
            Number = 1,
            Requester = Some.Ann,
            Thread = Some.Channel(),
            Project = "default",
            Request = new StoredText(ArtifactDigest.Of([1]), 1),
            RequestedAt = Some.Noon,
        };
    }

    private static DecideInput Decision(CardAction action = CardAction.Approve, UserRef? by = null) =>
        new() { Action = action, By = by ?? Some.Bob, Round = 1, Digest = ArtifactDigest.Of([1]) };
}
