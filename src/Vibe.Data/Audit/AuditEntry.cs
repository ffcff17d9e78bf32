using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Data.Audit;

/// <summary>One attempt of a person to do something.</summary>
public sealed record AuditEntry
{
    /// <summary>Unique per attempt: recorded again under the same key it changes nothing. The event's key.</summary>
    public required string Key { get; init; }

    /// <summary>Who; <see langword="null"/> where nobody did it: a deadline ran out.</summary>
    public UserRef? Person { get; init; }

    /// <summary>In which workspace, where that is known.</summary>
    public string? Workspace { get; init; }

    /// <summary>What: <c>Build</c>, the name of a <see cref="CardAction"/>, an end such as <c>Expired</c> and <c>Done</c>, <c>EndedOutside</c>, or <c>CardGone</c> where the card was deleted and is posted anew.</summary>
    public required string Action { get; init; }

    /// <summary>The build and the round and digest that the person saw, where there is one.</summary>
    public ActionTarget? Target { get; init; }

    /// <summary>What became of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The refusal's code, for example <c>not-an-approver</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What the person was told.</summary>
    public string? Reason { get; init; }

    /// <summary>The digest of the feedback or reason, kept as a text.</summary>
    public ArtifactDigest? Text { get; init; }

    /// <summary>When it took effect; on writing <see langword="null"/> means now.</summary>
    public DateTimeOffset? At { get; init; }
}
