using Temporalio.Activities;

namespace Vibe.Workflows.Builds;

/// <summary>What a second call finds.</summary>
public interface IReviewActivities
{
    /// <summary>Has the model review the files within the limit, and stores what it found.</summary>
    [Activity]
    Task<ReviewOutput> ReviewFilesAsync(ReviewInput input);
}
