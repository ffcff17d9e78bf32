using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vibe.Activities.Generation;
using Vibe.Activities.Threads;

namespace Vibe.Activities;

/// <summary>Registers what workers run.</summary>
public static class VibeActivitiesServiceCollectionExtensions
{
    /// <summary>
    /// Adds what the activities need besides the stores (<c>AddVibeData</c>), the models (<c>AddVibeModels</c>) and the
    /// <see cref="Core.Policies.ProjectCatalog"/>, which the host registers. May be called twice.
    /// </summary>
    public static IServiceCollection AddVibeActivities(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(s => s.ServiceType == typeof(CardComposer)))
        {
            return services;
        }

        services.AddOptions<CardLinks>().Bind(configuration.GetSection(CardLinks.SectionName));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CardComposer>();
        services.TryAddSingleton<ThreadStores>();
        services.TryAddSingleton<GenerationStores>();
        return services;
    }
}
