namespace Vibe.Data.Audit;

/// <summary>What became of an attempt.</summary>
public enum AuditOutcome
{
    /// <summary>It took effect.</summary>
    Done,

    /// <summary>A policy or the state of the build refused it.</summary>
    Refused,

    /// <summary>It could not be carried out.</summary>
    Failed,
}
