using System.Collections.Concurrent;
using Vibe.Chat.Builds;
using Vibe.Core.Builds;
using Vibe.Core.Policies;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Tests;

/// <summary>Workflows in memory: a start counts once per id, a decision once per event and once per round.</summary>
internal sealed class FakeGateway : IBuildGateway
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DecideOutcome> byEvent = [];
    private readonly HashSet<(BuildId, int)> decided = [];

    public ConcurrentDictionary<BuildId, BuildInput> Started { get; } = [];

    public ConcurrentQueue<(BuildId Build, DecideInput Input, string EventKey)> Asked { get; } = [];

    public Func<BuildInput, StartOutcome?> BeforeStart { get; set; } = _ => null;

    public Func<DecideInput, DecideOutcome?> BeforeDecide { get; set; } = _ => null;

    public int AcceptedDecisions => decided.Count;

    public Task<StartOutcome> StartAsync(BuildInput input, CancellationToken cancellationToken) =>
        Task.FromResult(BeforeStart(input) ?? (Started.TryAdd(input.BuildId, input) ? StartOutcome.Started : StartOutcome.AlreadyStarted));

    /// <summary>Builds whose workflow has ended from outside.</summary>
    public ConcurrentDictionary<BuildId, OutsideEnd> Ended { get; } = [];

    /// <summary>Whom the builds were told of, and whether that reached them.</summary>
    public ConcurrentQueue<(BuildId Build, ProjectPolicy Policy)> Told { get; } = [];

    public Func<BuildId, bool> ReachesPolicy { get; set; } = _ => true;

    public Task<bool> TellPolicyAsync(BuildId build, ProjectPolicy policy, CancellationToken cancellationToken)
    {
        var isReached = ReachesPolicy(build);
        if (isReached)
        {
            Told.Enqueue((build, policy));
        }

        return Task.FromResult(isReached);
    }

    public Task<OutsideEnd?> FindEndAsync(BuildId build, CancellationToken cancellationToken) => Task.FromResult(Ended.GetValueOrDefault(build));

    public Task<IReadOnlySet<string>?> ListRunningAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>?>(Started.Keys.Where(b => !Ended.ContainsKey(b)).Select(b => b.WorkflowId).ToHashSet());

    public Task<DecideOutcome> DecideAsync(BuildId build, DecideInput input, string eventKey, CancellationToken cancellationToken)
    {
        Asked.Enqueue((build, input, eventKey));
        if (BeforeDecide(input) is { } instead)
        {
            return Task.FromResult(instead);
        }

        lock (gate)
        {
            if (!byEvent.TryGetValue(eventKey, out var outcome))
            {
                outcome = decided.Add((build, input.Round))
                    ? new DecideOutcome.Accepted(new DecideOutput { Stage = BuildStage.AwaitingApproval, Message = $"{input.Action} it is.", At = Some.Noon })
                    : new DecideOutcome.Refused("already-decided", "Somebody was faster.");
                byEvent[eventKey] = outcome;
            }

            return Task.FromResult(outcome);
        }
    }
}
