namespace Vibe.Workflows.Builds;

/// <summary>Why people are notified.</summary>
public enum NoticeKind
{
    /// <summary>A decision is wanted; once per round, and once for those who became approvers since.</summary>
    ApprovalWanted,

    /// <summary>The build ended; once, for the requester.</summary>
    Ended,

    /// <summary>The build is parked and wants Retry or Discard; once per parking, for the requester.</summary>
    Parked,
}
