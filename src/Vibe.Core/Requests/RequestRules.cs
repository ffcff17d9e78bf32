using Vibe.Core.Policies;
using Vibe.Core.Texts;

namespace Vibe.Core.Requests;

/// <summary>Whether a request may become a build. Asked before anything is stored and again as the first step of the build.</summary>
public static class RequestRules
{
    /// <summary>The answer; a refusal never repeats the request's words.</summary>
    public static PolicyAnswer Check(RequestQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (string.IsNullOrWhiteSpace(question.Text))
        {
            return new PolicyAnswer.Refused(RefusalCodes.Empty, "Say what to build, for example: /vibe build a page that shows the team's birthdays.");
        }

        if (CheckText(question.Text, TextLimits.Request, "request") is PolicyAnswer.Refused refused)
        {
            return refused;
        }

        return MayAsk(question) is PolicyAnswer.Refused no ? no : ApprovalRules.SomebodyMayApprove(question.Policy, question.Requester);
    }

    /// <summary>Whether a text (a request, feedback, a reason) is short enough and free of secrets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">In characters.</param>
    /// <param name="what">What the text is, for the answer: "feedback".</param>
    public static PolicyAnswer CheckText(string text, int limit, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > limit)
        {
            return new PolicyAnswer.Refused(RefusalCodes.TooLong, $"The {what} has {text.Length} characters; at most {limit} are possible. Shorten it and send it again.");
        }

        var secrets = SecretScanner.Scan(text);
        if (secrets.Count > 0)
        {
            var kinds = string.Join(" and ", secrets.Select(s => SecretScanner.Describe(s.Kind)).Distinct());
            return new PolicyAnswer.Refused(
                RefusalCodes.Secret,
                $"The {what} seems to hold {kinds}, so nothing of it was kept. Replace the secret (whoever saw it may use it) and send the {what} again without one.");
        }

        return new PolicyAnswer.Allowed();
    }

    private static PolicyAnswer MayAsk(RequestQuestion question)
    {
        var policy = question.Policy;
        if (policy.Requesters.Count == 0)
        {
            return question.IsGuest
                ? new PolicyAnswer.Refused(RefusalCodes.NotARequester, $"Guests may not ask for builds. Somebody who runs Vibe can allow it with Projects:{policy.Name}:Requesters.")
                : new PolicyAnswer.Allowed();
        }

        return policy.Requesters.Contains(question.Requester)
            ? new PolicyAnswer.Allowed()
            : new PolicyAnswer.Refused(
                RefusalCodes.NotARequester,
                $"You are not among those who may ask for builds in project {policy.Name}. Somebody who runs Vibe can add {question.Requester} to Projects:{policy.Name}:Requesters.");
    }
}
