using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporal.Server.Services;

namespace Temporal.Server.Hosting;

/// <summary>How an embedded Temporal service is to run.</summary>
public sealed record EmbeddedTemporalServerOptions
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    /// <value>The loopback address with a free port.</value>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Ordinary Kestrel configuration of the end point, for example <c>listen => listen.UseHttps(certificate)</c>.</summary>
    /// <value>Null: clear text.</value>
    public Action<ListenOptions>? ConfigureListener { get; init; }

    /// <summary>Where histories and run states are kept.</summary>
    /// <value>In memory.</value>
    public TemporalStore Store { get; init; } = TemporalStore.Memory;

    /// <summary>Namespaces to create at start where they do not exist. <c>default</c> is always there.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>How long closed runs are kept in the namespaces that are created at start.</summary>
    /// <value>72 hours, as the command line's development server does; at least one hour.</value>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Custom search attributes to register at start in the namespaces above, by name.</summary>
    public IReadOnlyDictionary<string, SearchAttributeKind> SearchAttributes { get; init; } =
        new Dictionary<string, SearchAttributeKind>();

    /// <summary>Limits and intervals under the names of the real server's dynamic configuration, for example <c>history.longPollExpirationInterval = 5s</c>. An unknown name or an unreadable value fails the start.</summary>
    public IReadOnlyDictionary<string, string> DynamicConfig { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the service's clock jumps to the next timer when nothing is in flight, and answers <c>temporal.api.testservice.v1.TestService</c>. For tests.</summary>
    public bool TimeSkipping { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the service logs: ids and sizes, never payloads.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Makes the part that acts on executions; tests of the edge put their own in.</summary>
    internal Func<EngineParts, IEngine> EngineFactory { get; init; } = static parts => new Engine(parts);
}
