using Microsoft.Extensions.Logging;
using Temporal.Server.Clock;
using Temporal.Server.Limits;
using Temporal.Server.Namespaces;
using Temporal.Server.Storage;
using Temporal.Server.Visibility;

namespace Temporal.Server.Services;

/// <summary>What the engine stands on.</summary>
internal sealed record EngineParts(
    IStore Store,
    IServerClock Clock,
    ServerLimits Limits,
    INamespaceDirectory Namespaces,
    ISearchAttributeChecker SearchAttributes,
    ILoggerFactory Logging);
