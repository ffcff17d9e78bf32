namespace Vibe.Core.Policies;

/// <summary>The answer of a policy: allowed, or refused with the reason that the person is told. Refusals are values, not exceptions.</summary>
public abstract record PolicyAnswer
{
    private PolicyAnswer()
    {
    }

    /// <summary>Whether it is allowed.</summary>
    public bool IsAllowed => this is Allowed;

    /// <summary>It may be done.</summary>
    public sealed record Allowed : PolicyAnswer;

    /// <summary>It may not.</summary>
    /// <param name="Code">Stable, for audit and tests: for example <c>not-an-approver</c>, <c>own-build</c>, <c>stale-artifact</c>, <c>already-decided</c>.</param>
    /// <param name="Reason">One or two sentences for the person, with the next step.</param>
    public sealed record Refused(string Code, string Reason) : PolicyAnswer;
}
