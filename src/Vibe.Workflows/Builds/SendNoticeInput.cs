using Vibe.Core.Identity;

namespace Vibe.Workflows.Builds;

/// <summary>A reply that is sent once.</summary>
public sealed record SendNoticeInput
{
    /// <summary>Unique per notice.</summary>
    public required string Key { get; init; }

    /// <summary>Why.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>Who is notified.</summary>
    public required IReadOnlyList<UserRef> Mentions { get; init; }

    /// <summary>The state that the words are made from.</summary>
    public required CardState Card { get; init; }
}
