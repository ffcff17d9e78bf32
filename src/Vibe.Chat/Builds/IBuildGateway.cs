using Vibe.Core.Builds;
using Vibe.Core.Policies;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Builds;

/// <summary>All that chat wants of workflows.</summary>
internal interface IBuildGateway
{
    /// <summary>Starts the build's workflow under the id that comes from its event.</summary>
    Task<StartOutcome> StartAsync(BuildInput input, CancellationToken cancellationToken);

    /// <summary>Asks the build to decide. The same event has the same effect once, however often it is asked.</summary>
    Task<DecideOutcome> DecideAsync(BuildId build, DecideInput input, string eventKey, CancellationToken cancellationToken);

    /// <summary>Tells a build that its policy is configured otherwise now. False where that could not be said now; a build that has ended needs it no more.</summary>
    Task<bool> TellPolicyAsync(BuildId build, ProjectPolicy policy, CancellationToken cancellationToken);

    /// <summary>How the build's workflow ended; <see langword="null"/> where it runs, or where the workflow service does not say.</summary>
    Task<OutsideEnd?> FindEndAsync(BuildId build, CancellationToken cancellationToken);

    /// <summary>The ids of the workflows that run, as far as the service's index has come; <see langword="null"/> where it does not say.</summary>
    Task<IReadOnlySet<string>?> ListRunningAsync(CancellationToken cancellationToken);
}
