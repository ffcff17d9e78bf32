using Temporalio.Activities;
using Vibe.Core.Policies;

namespace Vibe.Workflows.Builds;

/// <summary>What a build asks about its request.</summary>
public interface IRequestActivities
{
    /// <summary>Checks the stored request once more, under the policy as configured now.</summary>
    [Activity]
    Task<ValidateOutput> ValidateRequestAsync(ValidateInput input);

    /// <summary>The policy as configured now.</summary>
    [Activity]
    Task<ProjectPolicy> ReadPolicyAsync(ReadPolicyInput input);
}
