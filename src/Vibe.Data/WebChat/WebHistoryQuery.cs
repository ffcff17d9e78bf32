namespace Vibe.Data.WebChat;

/// <summary>Which stretch of the web chat is wanted.</summary>
public sealed record WebHistoryQuery
{
    /// <summary>In these channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>As this person sees it: not what is another's alone.</summary>
    public required string Person { get; init; }

    /// <summary>At most so many messages of each channel, the newest, each with its thread.</summary>
    public required int Count { get; init; }

    /// <summary>Only those that appeared before the message of this order; <see langword="null"/> for the newest of all.</summary>
    public long? Before { get; init; }

    /// <summary>Only the thread of the message with this key.</summary>
    public string? Thread { get; init; }
}
