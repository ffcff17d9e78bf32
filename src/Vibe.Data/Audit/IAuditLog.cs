using Vibe.Core.Builds;

namespace Vibe.Data.Audit;

/// <summary>Every attempt, refused ones too.</summary>
public interface IAuditLog
{
    /// <summary>Records an attempt, once per key.</summary>
    Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The attempts on a build, oldest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(BuildId build, CancellationToken cancellationToken);
}
