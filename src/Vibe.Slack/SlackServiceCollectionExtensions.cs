using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vibe.Chat.Outbound;
using Vibe.Slack.Api;
using Vibe.Slack.Background;
using Vibe.Slack.Connection;
using Vibe.Slack.Dialogs;
using Vibe.Slack.Inbound;
using Vibe.Slack.Messages;
using Vibe.Slack.Requests;
using Vibe.Slack.Settings;
using Vibe.Slack.Sockets;

namespace Vibe.Slack;

/// <summary>Puts Slack into a container.</summary>
public static class SlackServiceCollectionExtensions
{
    /// <summary>
    /// Adds the options, validated at start, and where anything of <c>Slack</c> is configured the adapter: the port, the connection and Socket Mode. May be called twice.
    /// </summary>
    /// <param name="services">The container; it also needs the chat's inbox and artifacts.</param>
    /// <param name="configuration">The whole configuration; the section <c>Slack</c> is read.</param>
    public static IServiceCollection AddVibeSlack(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(s => s.ServiceType == typeof(IValidateOptions<SlackOptions>)))
        {
            return services;
        }

        var section = configuration.GetSection(SlackOptions.SectionName);
        services.AddOptions<SlackOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>();
        if (!SlackOptions.IsConfiguredIn(configuration))
        {
            return services;
        }

        services.AddHttpClient(SlackApi.HttpClientName, c => c.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(10), AllowAutoRedirect = false })
            .RemoveAllLoggers();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ISlackApi, SlackApi>();
        services.AddSingleton<SlackMessages>();
        services.AddSingleton<SlackFiles>();
        services.AddSingleton<SlackPeople>();
        services.AddSingleton<SlackPlatform>();
        services.AddSingleton<IChatPlatform>(s => s.GetRequiredService<SlackPlatform>());
        services.AddSingleton<SlackRefusals>();
        services.AddSingleton<SlackReceiver>();
        services.AddSingleton<SlackLater>();
        services.AddSingleton<SlackArtifactPages>();
        services.AddSingleton<SlackEnvelopes>();
        services.AddSingleton<SlackAfterwards>();
        services.AddHostedService(s => s.GetRequiredService<SlackAfterwards>());
        services.AddSingleton<SlackSockets>();
        services.AddHostedService(s => s.GetRequiredService<SlackSockets>());
        services.AddSingleton<SlackConnection>();
        services.AddSingleton<ISlackConnection>(s => s.GetRequiredService<SlackConnection>());
        services.AddHostedService(s => s.GetRequiredService<SlackConnection>());
        return services;
    }
}
