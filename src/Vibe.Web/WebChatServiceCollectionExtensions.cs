using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Vibe.Chat.Outbound;
using Vibe.Web.Access;
using Vibe.Web.Live;
using Vibe.Web.Messages;

namespace Vibe.Web;

/// <summary>Puts the web chat into a container.</summary>
public static class WebChatServiceCollectionExtensions
{
    /// <summary>Adds the adapter of the built-in web chat. May be called twice.</summary>
    public static IServiceCollection AddVibeWebChat(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(s => s.ServiceType == typeof(WebChatAccess)))
        {
            return services;
        }

        services.AddOptions<WebChatOptions>().Bind(configuration.GetSection(WebChatOptions.SectionName)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebChatOptions>, WebChatOptionsValidator>());
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            if (!json.SerializerOptions.Converters.OfType<JsonStringEnumConverter>().Any())
            {
                json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            }
        });
        services.TryAddSingleton<WebPeople>();
        services.TryAddSingleton<WebChatAccess>();
        services.TryAddSingleton<WebSession>();
        services.TryAddSingleton<LiveHub>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatPlatform, WebChatPlatform>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LiveFollower>());
        return services;
    }
}
