using Vibe.Core.Builds;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Builds;

/// <summary>All that chat wants of workflows.</summary>
internal interface IBuildGateway
{
    /// <summary>Starts the build's workflow under the id that comes from its event.</summary>
    Task<StartOutcome> StartAsync(BuildInput input, CancellationToken cancellationToken);

    /// <summary>Asks the build to decide. The same event has the same effect once, however often it is asked.</summary>
    Task<DecideOutcome> DecideAsync(BuildId build, DecideInput input, string eventKey, CancellationToken cancellationToken);
}
