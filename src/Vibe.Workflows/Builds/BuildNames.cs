namespace Vibe.Workflows.Builds;

/// <summary>The names by which clients reach a build; its workflow id is <see cref="Core.Builds.BuildId.WorkflowId"/>.</summary>
public static class BuildNames
{
    /// <summary>The workflow's type; its input is a <see cref="BuildInput"/>, its result a <see cref="BuildResult"/>.</summary>
    public const string WorkflowType = "Build";

    /// <summary>
    /// The update for every button and command: takes a <see cref="DecideInput"/>, answers a <see cref="DecideOutput"/>. A refusal is an
    /// application failure whose error type is one of <see cref="Core.Policies.RefusalCodes"/> and whose message is for the person; it leaves nothing in the history.
    /// The caller gives the event's key as update id, so that the same click twice has one effect, and audits refused attempts.
    /// </summary>
    public const string Decide = "decide";

    /// <summary>
    /// The signal that the policy is configured otherwise now; takes a <see cref="Core.Policies.ProjectPolicy"/>. While the build waits for a decision its card follows, and approvers
    /// who are new are told. At other times it does nothing: each round of approval reads the policy itself.
    /// </summary>
    public const string PolicyChanged = "policy-changed";

    /// <summary>The query for the present state, a <see cref="BuildStatus"/>; answers after the end too, as long as the history is kept.</summary>
    public const string Status = "status";
}
