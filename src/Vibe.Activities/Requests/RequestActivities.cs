using Temporalio.Activities;
using Vibe.Core.Policies;
using Vibe.Core.Requests;
using Vibe.Data.Texts;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Requests;

/// <summary>What a build asks about its request.</summary>
public sealed class RequestActivities(ProjectCatalog projects, ITextStore texts) : IRequestActivities
{
    /// <inheritdoc />
    [Activity]
    public async Task<ValidateOutput> ValidateRequestAsync(ValidateInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var build = input.Build;
        if (projects.Find(build.Project) is not { } policy)
        {
            return Refused(new ProjectPolicy { Name = build.Project, Approvers = [build.Requester] }, projects.UnknownProject(build.Project));
        }

        var text = await texts.GetAsync(build.Request.Digest, ActivityExecutionContext.Current.CancellationToken) ?? string.Empty;
        var question = new RequestQuestion { Text = text, Requester = build.Requester, IsGuest = build.RequesterIsGuest, Policy = policy };
        return RequestRules.Check(question) is PolicyAnswer.Refused refused ? Refused(policy, refused) : new ValidateOutput { Policy = policy };
    }

    /// <inheritdoc />
    [Activity]
    public Task<ProjectPolicy> ReadPolicyAsync(ReadPolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);

        // A project that was taken out of the configuration meanwhile leaves its builds to the default's people.
        return Task.FromResult(projects.Find(input.Project) ?? projects.Find(ProjectCatalog.DefaultName) ?? new ProjectPolicy { Name = ProjectCatalog.DefaultName });
    }

    private static ValidateOutput Refused(ProjectPolicy policy, PolicyAnswer.Refused refused) =>
        new() { Policy = policy, RefusalCode = refused.Code, RefusalReason = refused.Reason };
}
