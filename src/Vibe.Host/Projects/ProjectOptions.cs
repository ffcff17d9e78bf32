using Vibe.Core.Policies;

namespace Vibe.Host.Projects;

/// <summary>One project under <c>Projects:&lt;name&gt;</c>: who may ask and decide, and where.</summary>
internal sealed class ProjectOptions
{
    /// <summary>The longest time that people may be given to decide.</summary>
    public static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(90);

    /// <summary>Ids of the channels whose builds belong to the project.</summary>
    public IList<string> Channels { get; } = [];

    /// <summary>Who may ask, as <c>slack:U…</c> or a bare Slack id; empty means members, but no guests.</summary>
    public IList<string> Requesters { get; } = [];

    /// <summary>Who may decide; empty means anyone but the requester.</summary>
    public IList<string> Approvers { get; } = [];

    /// <summary>Whether the requester may decide on the own build.</summary>
    /// <value>Default: false.</value>
    public bool SelfApproval { get; set; }

    /// <summary>How long people may take to decide.</summary>
    /// <value>Default: 7 days; at least 1 minute, at most 90 days.</value>
    public TimeSpan ApprovalDeadline { get; set; } = new ProjectPolicy { Name = "" }.ApprovalDeadline;
}
