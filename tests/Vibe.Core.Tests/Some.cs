using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Capacity;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Core.Tests;

internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly UserRef Requester = new(ChatPlatform.Slack, "UREQ");
    public static readonly UserRef Approver = new(ChatPlatform.Slack, "UAPP");
    public static readonly UserRef Stranger = new(ChatPlatform.Slack, "USTR");
    public static readonly ArtifactDigest Digest = ArtifactDigest.Of("some"u8);

    public static ProjectPolicy Policy(IReadOnlyList<UserRef>? approvers = null, bool self = false, IReadOnlyList<UserRef>? requesters = null, string name = "default") =>
        new() { Name = name, Approvers = approvers ?? [], SelfApproval = self, Requesters = requesters ?? [] };

    public static DecisionQuestion Question(CardAction action, UserRef? by = null) => new()
    {
        Action = action,
        By = by ?? Approver,
        ShownRound = 2,
        ShownDigest = Digest,
        HasReason = true,
        Stage = BuildStage.AwaitingApproval,
        Round = 2,
        Digest = Digest,
        Requester = Requester,
        Policy = Policy([Approver]),
        Now = Noon,
        Deadline = Noon.AddDays(7),
    };

    public static LineView View(int slots, double[] heldForSeconds, int waiting, params double[] durations) => new()
    {
        Pool = "default",
        Revision = 7,
        Slots = slots,
        Held = [.. heldForSeconds.Select((s, i) => new HeldLease($"h{i}", new BuildId($"h{i}"), Noon.AddSeconds(-s), Noon.AddHours(1)))],
        Line = [.. Enumerable.Range(0, waiting).Select(i => new WaitingBuild($"w{i}", new BuildId($"w{i}"), Noon))],
        Durations = [.. durations.Select(TimeSpan.FromSeconds)],
        Now = Noon,
    };
}
