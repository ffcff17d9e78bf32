using Temporalio.Activities;

namespace Vibe.Workflows.Builds;

/// <summary>What people see, and what is kept of it.</summary>
public interface IThreadActivities
{
    /// <summary>Declares the card, and writes the state to the read model.</summary>
    [Activity]
    Task PublishCardAsync(PublishCardInput input);

    /// <summary>Sends a notice, once per key.</summary>
    [Activity]
    Task SendNoticeAsync(SendNoticeInput input);

    /// <summary>Writes an entry of the audit log, once per key.</summary>
    [Activity]
    Task RecordAuditAsync(AuditInput input);
}
