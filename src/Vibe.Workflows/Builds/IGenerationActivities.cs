using Temporalio.Activities;

namespace Vibe.Workflows.Builds;

/// <summary>What the model writes.</summary>
public interface IGenerationActivities
{
    /// <summary>Has the model write or mend the files, until the answer is valid, and stores them.</summary>
    [Activity]
    Task<GenerateOutput> GenerateFilesAsync(GenerateInput input);
}
