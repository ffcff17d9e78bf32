using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Policies;
using Vibe.Workflows.Builds;
using Vibe.Workflows.Capacity;

namespace Vibe.Workflows.Tests.Fakes;

/// <summary>Every activity that builds and pools call: remembers what it was told and does what the test says. Leases go to the real pool.</summary>
public sealed class FakeActivities
    : IRequestActivities, IGenerationActivities, IReviewActivities, IArtifactActivities, IThreadActivities, ILeaseActivities, IPoolActivities
{
    private readonly ConcurrentDictionary<string, bool> _leases = new(StringComparer.Ordinal);
    private int _drafts;

    public ConcurrentQueue<PublishCardInput> Cards { get; } = new();

    public ConcurrentQueue<SendNoticeInput> Notices { get; } = new();

    public ConcurrentQueue<AuditInput> Audit { get; } = new();

    public ConcurrentQueue<GenerateInput> Generations { get; } = new();

    public ConcurrentQueue<ReviewInput> Reviews { get; } = new();

    public ConcurrentQueue<DeliverInput> Deliveries { get; } = new();

    public ConcurrentQueue<LineSnapshot> Lines { get; } = new();

    /// <summary>The leases that were asked for: asking for one again, because the server did not answer, is legal and counts once.</summary>
    public IReadOnlyCollection<string> Leases => [.. _leases.Keys];

    /// <summary>The builds whose approvers were asked; a notice may come twice.</summary>
    public IReadOnlyCollection<BuildId> Asked => [.. Notices.Where(n => n.Kind == NoticeKind.ApprovalWanted).Select(n => n.Card.BuildId).Distinct()];

    public ProjectPolicy Policy { get; set; } = Some.Policy;

    public string? RefusalCode { get; set; }

    public PoolSettings Pool { get; set; } = new() { Slots = 2 };

    /// <summary>Says how many blocking findings a review has.</summary>
    public Func<ReviewInput, Task<int>> OnReview { get; set; } = _ => Task.FromResult(0);

    public Func<GenerateInput, Task> OnGenerate { get; set; } = _ => Task.CompletedTask;

    public Func<StoreArtifactInput, Task> OnStore { get; set; } = _ => Task.CompletedTask;

    public Func<DeliverInput, Task> OnDeliver { get; set; } = _ => Task.CompletedTask;

    /// <summary>Waits until the worker wants the activity to end, and gives signs of life meanwhile.</summary>
    public static async Task HangAsync()
    {
        var context = ActivityExecutionContext.Current;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, context.WorkerShutdownToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            context.Heartbeat();
        }
        while (await timer.WaitForNextTickAsync(end.Token));
    }

    [Activity]
    public Task<ValidateOutput> ValidateRequestAsync(ValidateInput input) =>
        Task.FromResult(new ValidateOutput { Policy = Policy, RefusalCode = RefusalCode, RefusalReason = RefusalCode is null ? null : "No." });

    [Activity]
    public Task<ProjectPolicy> ReadPolicyAsync(ReadPolicyInput input) => Task.FromResult(Policy);

    [Activity]
    public async Task<GenerateOutput> GenerateFilesAsync(GenerateInput input)
    {
        Generations.Enqueue(input);
        await OnGenerate(input);
        return new GenerateOutput { Draft = Some.Digest($"draft {Interlocked.Increment(ref _drafts)}"), Files = 1, Size = 10, Use = Some.Use };
    }

    [Activity]
    public async Task<ReviewOutput> ReviewFilesAsync(ReviewInput input)
    {
        Reviews.Enqueue(input);
        var blocking = await OnReview(input);
        return new ReviewOutput { Review = Some.Digest($"review {input.Draft}"), Completed = true, Blocking = blocking, Findings = blocking, Use = Some.Use };
    }

    [Activity]
    public async Task<StoreArtifactOutput> StoreArtifactAsync(StoreArtifactInput input)
    {
        await OnStore(input);
        return new StoreArtifactOutput { Digest = input.Draft, Files = 1, Size = 10 };
    }

    [Activity]
    public async Task<DeliverOutput> DeliverAsync(DeliverInput input)
    {
        await OnDeliver(input);
        Deliveries.Enqueue(input);
        return new DeliverOutput { Archive = Some.Digest("zip"), Size = 10, FileName = "vibe.zip" };
    }

    [Activity]
    public Task PublishCardAsync(PublishCardInput input)
    {
        Cards.Enqueue(input);
        return Task.CompletedTask;
    }

    [Activity]
    public Task SendNoticeAsync(SendNoticeInput input)
    {
        Notices.Enqueue(input);
        return Task.CompletedTask;
    }

    [Activity]
    public Task RecordAuditAsync(AuditInput input)
    {
        Audit.Enqueue(input);
        return Task.CompletedTask;
    }

    [Activity]
    public async Task RequestLeaseAsync(RequestLeaseInput input)
    {
        _leases[input.Request.LeaseId] = true;
        var context = ActivityExecutionContext.Current;
        var request = input.Request with { Settings = Pool };
        var options = new WorkflowOptions(CapacityNames.WorkflowId(input.Pool), context.Info.TaskQueue);
        options.SignalWithStart((CapacityWorkflow w) => w.RequestAsync(request));
        var pool = new CapacityInput { Pool = input.Pool, Settings = Pool };
        await context.TemporalClient.StartWorkflowAsync((CapacityWorkflow w) => w.RunAsync(pool), options);
    }

    [Activity]
    public async Task ReleaseLeaseAsync(ReleaseLeaseInput input)
    {
        try
        {
            await ActivityExecutionContext.Current.TemporalClient.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId(input.Pool)).SignalAsync(w => w.ReleaseAsync(input.Release));
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            // The test has ended the pool.
        }
    }

    [Activity]
    public async Task<PublishLineOutput> PublishLineAsync(PublishLineInput input)
    {
        var context = ActivityExecutionContext.Current;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, context.WorkerShutdownToken);
        var options = new WorkflowQueryOptions { Rpc = new RpcOptions { CancellationToken = end.Token } };
        var line = await context.TemporalClient.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId(input.Pool)).QueryAsync(w => w.Line(), options);
        Lines.Enqueue(line);
        return new PublishLineOutput { Revision = line.Revision };
    }

    /// <summary>Gives signs of life as long as somebody holds or waits; looks after nobody.</summary>
    [Activity]
    public async Task WatchOwnersAsync(WatchOwnersInput input)
    {
        var context = ActivityExecutionContext.Current;
        var pool = context.TemporalClient.GetWorkflowHandle<CapacityWorkflow>(CapacityNames.WorkflowId(input.Pool));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, context.WorkerShutdownToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));

        // A worker that stops answers no query any more: without the token the end of a test would wait for the call's time-out.
        var options = new WorkflowQueryOptions { Rpc = new RpcOptions { CancellationToken = end.Token } };
        do
        {
            context.Heartbeat();
        }
        while (await pool.QueryAsync(w => w.Owners(), options) is not { Holding.Count: 0, Waiting.Count: 0 } && await timer.WaitForNextTickAsync(end.Token));
    }

    /// <summary>The stages that the cards of a build showed, without repeats.</summary>
    public IReadOnlyList<BuildStage> StagesOf(BuildId build)
    {
        var stages = new List<BuildStage>();
        foreach (var card in Cards.Where(c => c.Card.BuildId == build).OrderBy(c => c.Revision))
        {
            if (stages.Count == 0 || stages[^1] != card.Card.Stage)
            {
                stages.Add(card.Card.Stage);
            }
        }

        return stages;
    }
}
