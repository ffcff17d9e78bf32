using Vibe.Core.Cards;
using Vibe.Core.Identity;

namespace Vibe.Data.Audit;

/// <summary>One attempt of a person to do something.</summary>
public sealed record AuditEntry
{
    /// <summary>Unique per attempt: recorded again under the same key it changes nothing. The event's key.</summary>
    public required string Key { get; init; }

    /// <summary>Who.</summary>
    public required UserRef Person { get; init; }

    /// <summary>In which workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>What: <c>build</c>, <c>approve</c>, <c>request-changes</c>, <c>reject</c>, <c>cancel</c>, <c>retry</c>, <c>discard</c>, <c>view-artifact</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The build and the round and digest that the person saw, where there is one.</summary>
    public ActionTarget? Target { get; init; }

    /// <summary>What became of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The refusal's code, for example <c>not-an-approver</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What the person was told.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was recorded; filled in on reading.</summary>
    public DateTimeOffset? At { get; init; }
}
