using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Data.Audit;

namespace Vibe.Data.Tests.Audit;

public sealed class AuditLogTests
{
    [SkippableFact]
    public async Task RecordAsync_SameKeyTwice_LeavesTheFirst()
    {
        await using var stores = await Stores.OpenAsync();
        var audit = stores.Get<IAuditLog>();
        var entry = new AuditEntry
        {
            Key = "slack/T1/Ev1",
            Person = Some.Bob,
            Workspace = "T1",
            Action = "Approve",
            Target = new ActionTarget(Some.Build(), 2, ArtifactDigest.Of([1])),
            Outcome = AuditOutcome.Refused,
            Code = "own-build",
            Reason = "No.",
            Text = ArtifactDigest.Of([2]),
            At = Some.Noon.ToOffset(TimeSpan.FromHours(2)),
        };

        await audit.RecordAsync(entry, CancellationToken.None);
        await audit.RecordAsync(entry with { Outcome = AuditOutcome.Done }, CancellationToken.None);
        await audit.RecordAsync(new AuditEntry { Key = "expiry", Action = "Expired", Outcome = AuditOutcome.Done, Target = new ActionTarget(Some.Build(), 2, null) }, CancellationToken.None);

        var entries = await audit.ListAsync(Some.Build(), CancellationToken.None);
        Assert.Equal(2, entries.Count);
        Assert.Equal(entry with { At = Some.Noon }, entries[0]);
        Assert.Null(entries[1].Person);
        Assert.NotNull(entries[1].At);
    }
}
