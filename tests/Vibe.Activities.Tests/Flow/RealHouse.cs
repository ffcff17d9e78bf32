using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Vibe.Activities.Artifacts;
using Vibe.Activities.Capacity;
using Vibe.Activities.Generation;
using Vibe.Activities.Requests;
using Vibe.Activities.Reviews;
using Vibe.Activities.Threads;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;
using Vibe.Core.Texts;
using Vibe.Data;
using Vibe.Data.Builds;
using Vibe.Data.Migrations;
using Vibe.Models;
using Vibe.TestKit;
using Vibe.Workflows;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;

namespace Vibe.Activities.Tests.Flow;

/// <summary>Real stores on a real database, the sample model, the real workflows on a Temporal service of its own: the official one where it is found, else the embedded one.</summary>
internal sealed class RealHouse : IAsyncDisposable
{
    public static readonly UserRef Requester = new(ChatPlatform.Slack, "UREQ");
    public static readonly UserRef Approver = new(ChatPlatform.Slack, "UAPP");

    private readonly ServiceProvider _services;
    private readonly IAsyncDisposable _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly TemporalWorker _worker;
    private readonly Task _run;

    private RealHouse(ServiceProvider services, IAsyncDisposable server, ITemporalClient client)
    {
        (_services, _server, Client) = (services, server, client);
        var options = new TemporalWorkerOptions(TaskQueues.Builds) { GracefulShutdownTimeout = TimeSpan.Zero }
            .AddWorkflow<BuildWorkflow>()
            .AddWorkflow<CapacityWorkflow>()
            .AddAllActivities(Make<RequestActivities>())
            .AddAllActivities(Make<GenerationActivities>())
            .AddAllActivities(Make<ReviewActivities>())
            .AddAllActivities(Make<ArtifactActivities>())
            .AddAllActivities(Make<ThreadActivities>())
            .AddAllActivities(Make<LeaseActivities>())
            .AddAllActivities(Make<PoolActivities>());
        _worker = new TemporalWorker(client, options);
        _run = _worker.ExecuteAsync(_stop.Token);
    }

    public ITemporalClient Client { get; }

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public static async Task<RealHouse> OpenAsync(params (string Key, string Value)[] settings)
    {
        Skip.If(PostgresCluster.SkipReason is not null, PostgresCluster.SkipReason);
        var values = settings.Append(("Models:Provider", "sample")).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var connectionString = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => NpgsqlDataSource.Create(connectionString))
            .AddSingleton(new ProjectCatalog([new ProjectPolicy { Name = "default", Approvers = [Approver] }]))
            .AddVibeData()
            .AddVibeModels(configuration)
            .AddVibeActivities(configuration)
            .AddVibeActivities(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await services.GetRequiredService<IDatabaseMigrator>().MigrateAsync(CancellationToken.None);
        if (TemporalDevServer.SkipReason is not null)
        {
            var embedded = await WorkflowEnvironment.StartLocalAsync();
            return new RealHouse(services, embedded, embedded.Client);
        }

        var server = await TemporalDevServer.StartAsync();
        return new RealHouse(services, server, await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.Address)));
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Asks for a build as chat does: registered first, then started.</summary>
    public async Task<WorkflowHandle<BuildWorkflow, BuildResult>> StartAsync(string request)
    {
        var id = BuildId.FromEvent($"slack/T1/{Guid.NewGuid()}");
        var thread = new ThreadRef(ChatPlatform.Slack, "T1", "C1", null);
        var registered = await Get<IBuildStore>().RegisterAsync(
            new BuildRegistration { Id = id, Requester = Requester, Thread = thread, Project = "default", Title = TextLimits.TitleOf(request), Request = request },
            CancellationToken.None);
        var input = new BuildInput
        {
            BuildId = id,
            Number = registered.Number,
            Requester = Requester,
            Thread = thread,
            Project = "default",
            Request = registered.Request,
            RequestedAt = TimeProvider.System.GetUtcNow(),

            // The pauses between attempts are the workflow's; nobody need wait for them here.
            Settings = new BuildSettings { FirstBackoff = TimeSpan.FromMilliseconds(50) },
        };
        return await Client.StartWorkflowAsync((BuildWorkflow w) => w.RunAsync(input), new WorkflowOptions(id.WorkflowId, TaskQueues.Builds));
    }

    public static async Task<BuildStatus> ReachesAsync(WorkflowHandle<BuildWorkflow> build, BuildStage stage, int round = 1)
    {
        BuildStatus? status = null;
        await Eventually.TrueAsync(
            async () => (status = await build.QueryAsync(w => w.Status())).Stage == stage && status.Round >= round && (stage != BuildStage.AwaitingApproval || status.Deadline is not null),
            $"the build reaches {stage}");
        return status ?? throw new InvalidOperationException("No status.");
    }

    public static Task<DecideOutput> DecideAsync(WorkflowHandle<BuildWorkflow> build, BuildStatus shown, CardAction action, Core.Artifacts.StoredText? reason = null)
    {
        var input = new DecideInput { Action = action, By = Approver, Round = shown.Round, Digest = shown.Digest, Reason = reason };
        return build.ExecuteUpdateAsync(w => w.DecideAsync(input));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _run;
        }
        catch (OperationCanceledException)
        {
            // That is how a worker ends.
        }

        _worker.Dispose();
        _stop.Dispose();
        await _server.DisposeAsync();
        await _services.DisposeAsync();
    }

    private T Make<T>() => ActivatorUtilities.CreateInstance<T>(_services);
}
