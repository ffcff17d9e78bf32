namespace Vibe.Data.WebChat;

/// <summary>A message to store.</summary>
public sealed record WebMessageDraft
{
    /// <summary>What makes it one message.</summary>
    public required string Key { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The key of the message whose thread it is in.</summary>
    public string? Thread { get; init; }

    /// <summary>The person who alone may see it.</summary>
    public string? PrivateTo { get; init; }

    /// <summary>Whether it is for the moment only, like a dialog that opens: told to who is there, not listed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>What it shows, as JSON of the page.</summary>
    public required string Content { get; init; }
}
