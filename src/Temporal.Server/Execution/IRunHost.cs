using Temporal.Server.Clock;
using Temporal.Server.Limits;
using Temporal.Server.Matching;
using Temporal.Server.Namespaces;
using Temporal.Server.Visibility;

namespace Temporal.Server.Execution;

/// <summary>What a run needs of the engine around it.</summary>
internal interface IRunHost
{
    IServerClock Clock { get; }

    ServerLimits Limits { get; }

    TaskQueues Queues { get; }

    ISearchAttributeChecker SearchAttributes { get; }

    INamespaceDirectory Namespaces { get; }

    /// <summary>A run's clock call-back came.</summary>
    void Wake(Run run);

    /// <summary>Work of one run on other workflow ids.</summary>
    ICrossRunWork Across { get; }
}
