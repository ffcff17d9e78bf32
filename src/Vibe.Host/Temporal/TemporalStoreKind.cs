namespace Vibe.Host.Temporal;

/// <summary>What the embedded Temporal service keeps its state in.</summary>
internal enum TemporalStoreKind
{
    /// <summary>The database; survives everything.</summary>
    Postgres,

    /// <summary>Memory; ends with the process. For trials.</summary>
    Memory,
}
