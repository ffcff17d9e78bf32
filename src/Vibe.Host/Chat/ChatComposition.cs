using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vibe.Chat;
using Vibe.Chat.Settings;
using Vibe.Slack;
using Vibe.Slack.Settings;
using Vibe.Web;
using Vibe.Web.Access;

namespace Vibe.Host.Chat;

/// <summary>The chat side of the role <c>web</c>: the port with the adapters that are configured.</summary>
internal static class ChatComposition
{
    /// <summary>Adds the port, Slack where it is configured, and the web chat where it is not, or where somebody asked for it.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DispatchOptions>().Bind(configuration.GetSection(DispatchOptions.SectionName)).ValidateOnStart();
        services.AddOptions<PublishOptions>().Bind(configuration.GetSection(PublishOptions.SectionName)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DispatchOptions>, DispatchOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PublishOptions>, PublishOptionsValidator>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<DispatchOptions>>().Value);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<PublishOptions>>().Value);
        services.AddVibeChat().AddVibeSlack(configuration);
        if (SlackOptions.IsConfiguredIn(configuration))
        {
            services.AddHealthChecks().AddCheck<SlackHealthCheck>("Slack");
        }

        if (IsWebChatOn(configuration))
        {
            services.AddVibeWebChat(configuration);
        }

        return services;
    }

    /// <summary>Maps the addresses of the adapters.</summary>
    public static void MapChat(this WebApplication app)
    {
        app.MapVibeSlack();
        if (IsWebChatOn(app.Configuration))
        {
            app.MapVibeWebChat();
        }
    }

    /// <summary>Whoever reaches the web chat can be any of its people: beside a real platform it takes somebody's choice.</summary>
    public static bool IsWebChatOn(IConfiguration configuration) =>
        bool.TryParse(configuration[$"{WebChatOptions.SectionName}:{nameof(WebChatOptions.Enabled)}"], out var isOn) ? isOn : !SlackOptions.IsConfiguredIn(configuration);
}
