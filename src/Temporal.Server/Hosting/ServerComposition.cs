using Microsoft.Extensions.Logging;
using Temporal.Server.Clock;
using Temporal.Server.Grpc;
using Temporal.Server.Limits;
using Temporal.Server.Namespaces;
using Temporal.Server.Operator;
using Temporal.Server.Services;
using Temporal.Server.Storage;
using Temporal.Server.Storage.Postgres;
using Temporal.Server.Visibility;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Hosting;

/// <summary>All parts of a running service, put together in one place and taken apart in the reverse order.</summary>
internal sealed class ServerComposition : IAsyncDisposable
{
    private const string DefaultNamespace = "default";

    private readonly Stack<IAsyncDisposable> _parts = new();

    private ServerComposition()
    {
    }

    /// <summary>Every method that the service answers.</summary>
    public required MethodTable Methods { get; init; }

    /// <summary>The part that acts on executions.</summary>
    public required IEngine Engine { get; init; }

    /// <summary>How the service names itself.</summary>
    public required ClusterIdentity Cluster { get; init; }

    /// <summary>Opens the store, recovers and wires; nothing listens yet.</summary>
    public static async Task<ServerComposition> CreateAsync(EmbeddedTemporalServerOptions options, CancellationToken cancellationToken)
    {
        var limits = new ServerLimits();
        var search = new SearchAttributeLimits();
        DynamicConfig.Apply(options.DynamicConfig, limits, search);
        var parts = new Stack<IAsyncDisposable>();
        try
        {
            return await ComposeAsync(options, new ServerSettings(limits, search), parts, cancellationToken);
        }
        catch
        {
            await DisposeAsync(parts);
            throw;
        }
    }

    /// <summary>Ends what runs; the listener is gone before.</summary>
    public ValueTask DisposeAsync() => DisposeAsync(_parts);

    private static async Task<ServerComposition> ComposeAsync(
        EmbeddedTemporalServerOptions options, ServerSettings settings, Stack<IAsyncDisposable> parts, CancellationToken cancellationToken)
    {
        var logging = options.LoggerFactory;
        var stores = await StoreSet.OpenAsync(options, cancellationToken);
        parts.Push(stores.Runs);
        var namespaces = new NamespaceDirectory(stores.Catalog);
        parts.Push(new Disposer(namespaces));
        await namespaces.LoadAsync(cancellationToken);
        foreach (var name in options.Namespaces.Prepend(DefaultNamespace).Distinct(StringComparer.Ordinal))
        {
            await namespaces.EnsureAsync(name, options.Retention, TypesOf(options.SearchAttributes), cancellationToken);
        }

        var clock = CreateClock(options, parts);
        var engine = new RenewingEngine(
            new EngineParts(stores.Runs, clock, settings.Limits, namespaces, new SearchAttributeChecker(namespaces, settings.Search), logging),
            options.EngineFactory);
        parts.Push(engine);
        await engine.StartAsync(cancellationToken);
        var cluster = new ClusterIdentity(stores.Catalog.ClusterId, stores.Catalog.Kind);
        var removal = new NamespaceRemoval(namespaces, stores.Runs, stores.Closed, logging.CreateLogger<NamespaceRemoval>());
        removal.Use(engine.Methods.FirstOrDefault(method => method.Name == "TerminateWorkflowExecution"));
        parts.Push(removal);
        removal.Resume();
        if (!options.TimeSkipping)
        {
            parts.Push(new RetentionSweeper(
                namespaces, stores.Runs, stores.Closed, options.TimeProvider, logging.CreateLogger<RetentionSweeper>()));
        }

        IEnumerable<RpcMethod> methods =
        [
            .. engine.Methods.Select(method => Guard(method, stores.IsAvailable)),
            .. new NamespaceService(namespaces, settings.Limits).Methods,
            .. new ClusterService(namespaces, cluster).Methods,
            .. new OperatorService(namespaces, removal, cluster).Methods,
            .. new VisibilityService(namespaces, stores.Visibility, settings.Search).Methods,
            .. new HealthService(() => !engine.Failed.IsCompleted).Methods,
            .. clock is SkippingClock skipping ? new TestService(skipping).Methods : [],
        ];
        var composition = new ServerComposition { Methods = new MethodTable(methods), Engine = engine, Cluster = cluster };
        foreach (var part in parts.Reverse())
        {
            composition._parts.Push(part);
        }

        return composition;
    }

    /// <summary>While the database is away, a call that would need it is told so at once rather than kept until its deadline.</summary>
    private static RpcMethod Guard(RpcMethod method, Func<bool> isAvailable) => method with
    {
        Handler = (request, context) => isAvailable() ? method.Handler(request, context) : throw StoreOutage.Unavailable(),
    };

    private static IServerClock CreateClock(EmbeddedTemporalServerOptions options, Stack<IAsyncDisposable> parts)
    {
        if (options.TimeSkipping)
        {
            var skipping = new SkippingClock(options.TimeProvider);
            parts.Push(new Disposer(skipping));
            return skipping;
        }

        var clock = new ServerClock(options.TimeProvider);
        parts.Push(new Disposer(clock));
        return clock;
    }

    private static Dictionary<string, IndexedValueType> TypesOf(IReadOnlyDictionary<string, SearchAttributeKind> kinds) =>
        kinds.ToDictionary(pair => pair.Key, pair => (IndexedValueType)pair.Value, StringComparer.Ordinal);

    private static async ValueTask DisposeAsync(Stack<IAsyncDisposable> parts)
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private sealed record ServerSettings(ServerLimits Limits, SearchAttributeLimits Search);

    private sealed class Disposer(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
