namespace Vibe.Core.Policies;

/// <summary>The codes of refusals: stable, for audit, tests and the error type of a refused update.</summary>
public static class RefusalCodes
{
    /// <summary>The request has no words.</summary>
    public const string Empty = "empty";

    /// <summary>The text is longer than the limit.</summary>
    public const string TooLong = "too-long";

    /// <summary>The text holds something that looks like a key, token or password.</summary>
    public const string Secret = "secret";

    /// <summary>The person may not ask for builds in this project.</summary>
    public const string NotARequester = "not-a-requester";

    /// <summary>No project of that name is configured.</summary>
    public const string UnknownProject = "unknown-project";

    /// <summary>The policy leaves nobody who could approve.</summary>
    public const string NobodyMayApprove = "nobody-may-approve";

    /// <summary>The person is not among the approvers.</summary>
    public const string NotAnApprover = "not-an-approver";

    /// <summary>The requester may not decide on the own build.</summary>
    public const string OwnBuild = "own-build";

    /// <summary>The card shows another artifact than the present one.</summary>
    public const string StaleArtifact = "stale-artifact";

    /// <summary>The card shows an earlier round.</summary>
    public const string StaleRound = "stale-round";

    /// <summary>Somebody decided before.</summary>
    public const string AlreadyDecided = "already-decided";

    /// <summary>The build has ended.</summary>
    public const string AlreadyEnded = "already-ended";

    /// <summary>The workflow service does not know the build at the moment.</summary>
    public const string NotRunning = "not-running";

    /// <summary>The deadline is over.</summary>
    public const string Expired = "expired";

    /// <summary>The build does not wait for a decision.</summary>
    public const string NotWaiting = "not-waiting";

    /// <summary>The build is not parked.</summary>
    public const string NotParked = "not-parked";

    /// <summary>"Request changes" without saying what.</summary>
    public const string ReasonMissing = "reason-missing";

    /// <summary>Neither the requester nor somebody who may decide.</summary>
    public const string NotYours = "not-yours";

    /// <summary>The action is none that a build takes.</summary>
    public const string UnknownAction = "unknown-action";
}
