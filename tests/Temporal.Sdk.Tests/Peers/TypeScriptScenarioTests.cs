using Temporal.Sdk.Tests.Servers;

namespace Temporal.Sdk.Tests.Peers;

/// <summary>
/// The official TypeScript SDK, client and worker, on the embedded service in memory and on PostgreSQL; and, as a control, on the official server that
/// VIBE_TEST_TEMPORAL names.
/// </summary>
public sealed class TypeScriptScenarioTests
{
    private static readonly string[] Kinds = [TemporalBackend.Embedded, TemporalBackend.EmbeddedPostgres, TemporalBackend.Dev, TemporalBackend.Cluster];

    private static readonly string[] Groups =
    [
        "activities", "timers", "signals", "queries", "updates", "children", "continue-as-new", "cancellation", "visibility", "cache", "restart", "failures",
        "starting", "replay",
    ];

    public static IEnumerable<object[]> All => Kinds.SelectMany(kind => Groups.Select(group => (object[])[kind, group]));

    [SkippableTheory]
    [MemberData(nameof(All))]
    public async Task Scenarios_OfAGroup_Pass(string kind, string group)
    {
        Skip.If(TypeScriptWorkerFixture.PeerSkipReason is not null, TypeScriptWorkerFixture.PeerSkipReason);
        Skip.If(TemporalBackend.SkipReasonOf(kind) is not null, TemporalBackend.SkipReasonOf(kind));
        Skip.If(
            kind is TemporalBackend.Dev or TemporalBackend.Cluster && TemporalBackend.Chosen != kind,
            $"The control on an official server runs where VIBE_TEST_TEMPORAL={kind}");

        (await TypeScriptScenarioRun.OnAsync(kind)).AssertPassed(group);
    }
}
