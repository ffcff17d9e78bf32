using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Vibe.Chat.Artifacts;
using Vibe.Chat.Builds;
using Vibe.Chat.Dispatch;
using Vibe.Chat.Inbound;
using Vibe.Chat.Outbound;
using Vibe.Chat.Publishing;
using Vibe.Chat.Settings;
using Vibe.Core.Policies;
using Vibe.Data;
using Vibe.Workflows.Builds;

namespace Vibe.Chat;

/// <summary>Registers the chat port, the dispatcher and the publisher.</summary>
public static class VibeChatServiceCollectionExtensions
{
    /// <summary>
    /// Adds everything that a web process needs. The host registers beside it the <see cref="Npgsql.NpgsqlDataSource"/>, the
    /// <see cref="Temporalio.Client.ITemporalClient"/>, the adapters (<see cref="IChatPlatform"/>) and, where they are configured, the <see cref="ProjectCatalog"/>,
    /// <see cref="BuildSettings"/>, <see cref="DispatchOptions"/> and <see cref="PublishOptions"/>. May be called twice.
    /// </summary>
    public static IServiceCollection AddVibeChat(this IServiceCollection services)
    {
        services.AddVibeData();
        services.TryAddSingleton(new ProjectCatalog([]));
        services.TryAddSingleton(new BuildSettings());
        services.TryAddSingleton(new DispatchOptions());
        services.TryAddSingleton(new PublishOptions());
        services.TryAddSingleton<PlatformDirectory>();
        services.TryAddSingleton<AcceptanceRules>();
        services.TryAddSingleton<IChatInbox, ChatInbox>();
        services.TryAddSingleton<IArtifactReader, ArtifactReader>();
        services.TryAddSingleton<IBuildGateway, TemporalBuildGateway>();
        services.TryAddSingleton<EndedBuilds>();
        services.TryAddSingleton<BuildStores>();
        services.TryAddSingleton<PrivateAnswers>();
        services.TryAddSingleton<BuildHandler>();
        services.TryAddSingleton<DecisionHandler>();
        services.TryAddSingleton<EventRouter>();
        services.TryAddSingleton<RowPublisher>();
        services.TryAddSingleton<PublishParts>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LostLeases>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InboxDispatcher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InboxCleaner>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EndedBuildsWatch>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ApproverChanges>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OutboxPublisher>());
        return services;
    }
}
