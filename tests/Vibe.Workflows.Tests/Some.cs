using System.Text;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;
using Vibe.Workflows.Builds;

namespace Vibe.Workflows.Tests;

internal static class Some
{
    public static readonly UserRef Requester = new(ChatPlatform.Slack, "UREQ");
    public static readonly UserRef Approver = new(ChatPlatform.Slack, "UAPP");
    public static readonly UserRef Stranger = new(ChatPlatform.Slack, "USTR");
    public static readonly ModelUse Use = new("fake-1", "fake", 10, 100, 0.01m);

    private static long s_number;

    public static ArtifactDigest Digest(string text) => ArtifactDigest.Of(Encoding.UTF8.GetBytes(text));

    public static StoredText Text(string text) => new(Digest(text), text.Length);

    public static ProjectPolicy Policy => new() { Name = "default", Approvers = [Approver] };

    public static BuildSettings Settings(string pool) => new()
    {
        Pool = pool,
        FirstBackoff = TimeSpan.FromMilliseconds(20),
        AttemptsPerStage = 2,

        // Long: an activity that a slow machine holds up must not be taken for a dead worker's, it would count as an attempt. Tests of silent workers shorten it.
        HeartbeatLimit = TimeSpan.FromMinutes(2),
    };

    public static BuildInput Build(BuildSettings settings)
    {
        var number = Interlocked.Increment(ref s_number);
        return new BuildInput
        {
            BuildId = BuildId.FromEvent($"slack/T1/{Guid.NewGuid()}"),
            Number = number,
            Requester = Requester,
            Thread = new ThreadRef(ChatPlatform.Slack, "T1", "C1", null),
            Project = "default",
            Request = Text("a page"),
            RequestedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Settings = settings,
        };
    }
}
