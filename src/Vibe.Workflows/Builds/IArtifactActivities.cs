using Temporalio.Activities;

namespace Vibe.Workflows.Builds;

/// <summary>What is decided on and handed over.</summary>
public interface IArtifactActivities
{
    /// <summary>Reads the result back, checks every digest and records it as the round's artifact.</summary>
    [Activity]
    Task<StoreArtifactOutput> StoreArtifactAsync(StoreArtifactInput input);

    /// <summary>Packs exactly the approved artifact and hands it to the thread.</summary>
    [Activity]
    Task<DeliverOutput> DeliverAsync(DeliverInput input);
}
