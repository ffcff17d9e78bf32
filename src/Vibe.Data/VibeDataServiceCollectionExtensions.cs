using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Vibe.Data.Artifacts;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Data.Changes;
using Vibe.Data.Inbox;
using Vibe.Data.Leases;
using Vibe.Data.Line;
using Vibe.Data.Migrations;
using Vibe.Data.Outbox;
using Vibe.Data.Texts;
using Vibe.Data.Troubles;
using Vibe.Data.Usage;
using Vibe.Data.WebChat;

namespace Vibe.Data;

/// <summary>Registers the stores.</summary>
public static class VibeDataServiceCollectionExtensions
{
    /// <summary>
    /// Adds every store. The host registers the <see cref="Npgsql.NpgsqlDataSource"/> and logging, and runs <see cref="IDatabaseMigrator"/> before anything else starts.
    /// May be called twice.
    /// </summary>
    public static IServiceCollection AddVibeData(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDatabaseMigrator, DatabaseMigrator>();
        services.TryAddSingleton<ChangeFeed>();
        services.TryAddSingleton<IChangeFeed>(provider => provider.GetRequiredService<ChangeFeed>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ChangeListener>());
        services.TryAddSingleton<LeaseHolder>();
        services.TryAddSingleton<ILeaseTakeover, LeaseTakeover>();
        services.TryAddSingleton<ITurns, Turns>();
        services.TryAddSingleton<ITroubleStore, TroubleStore>();
        services.TryAddSingleton<InboxWriter>();
        services.TryAddSingleton<IInboxStore, InboxStore>();
        services.TryAddSingleton<IOutbox, Outbox.Outbox>();
        services.TryAddSingleton<IOutboxLeases, OutboxLeases>();
        services.TryAddSingleton(new ArtifactLimits());
        services.TryAddSingleton<IArtifactStore, ArtifactStore>();
        services.TryAddSingleton<ITextStore, TextStore>();
        services.TryAddSingleton<IDeadLetters, DeadLetters>();
        services.TryAddSingleton<IBuildStore, BuildStore>();
        services.TryAddSingleton<IBuildEnds, BuildEnds>();
        services.TryAddSingleton<IAuditLog, AuditLog>();
        services.TryAddSingleton<IUsageStore, UsageStore>();
        services.TryAddSingleton<ILineStore, LineStore>();
        services.TryAddSingleton<IWebMessageStore, WebMessageStore>();
        return services;
    }
}
