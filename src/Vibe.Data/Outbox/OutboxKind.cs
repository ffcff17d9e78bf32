namespace Vibe.Data.Outbox;

/// <summary>What a row of the outbox is.</summary>
public enum OutboxKind
{
    /// <summary>Desired state: the message is made to show it, latest revision wins.</summary>
    Card,

    /// <summary>A message sent once.</summary>
    Notice,

    /// <summary>A file uploaded once.</summary>
    File,
}
