using Vibe.Core.Identity;

namespace Vibe.Core.Policies;

/// <summary>Who may do what in a project, as configured under <c>Projects:&lt;name&gt;</c>.</summary>
public sealed record ProjectPolicy
{
    /// <summary>The project's name; <c>default</c> holds where nothing names another.</summary>
    public required string Name { get; init; }

    /// <summary>The channels whose builds belong to this project; empty where it is named by <c>--project</c> alone.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Who may ask; empty means members, but no guests.</summary>
    public IReadOnlyList<UserRef> Requesters { get; init; } = [];

    /// <summary>Who may decide; empty means anyone but the requester.</summary>
    public IReadOnlyList<UserRef> Approvers { get; init; } = [];

    /// <summary>Whether the requester may decide on the own build.</summary>
    public bool SelfApproval { get; init; }

    /// <summary>How long people may take to decide; 7 days by default.</summary>
    public TimeSpan ApprovalDeadline { get; init; } = TimeSpan.FromDays(7);
}
