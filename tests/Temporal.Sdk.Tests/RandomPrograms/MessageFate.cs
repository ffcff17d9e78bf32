namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>How often a message may have been handled, after what its sender was told.</summary>
internal enum MessageFate
{
    /// <summary>Acknowledged.</summary>
    Once,

    /// <summary>The sender was told nothing certain.</summary>
    AtMostOnce,

    /// <summary>Refused.</summary>
    Never,
}
