namespace Vibe.Data.Troubles;

/// <summary>What was given up.</summary>
public enum DeadLetterKind
{
    /// <summary>An event of the inbox: something that a person asked for.</summary>
    Event,

    /// <summary>A row of the outbox: a card, a notice or a file.</summary>
    Message,
}
