using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vibe.Host.Database;
using Vibe.Host.Temporal;

namespace Vibe.Host.Startup;

/// <summary>What <see cref="Foundations"/> needs, in every role.</summary>
internal static class FoundationServiceCollectionExtensions
{
    /// <summary>Adds options of the database and of Temporal, their endpoints and the start-up report.</summary>
    public static IServiceCollection AddFoundations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataOptions>().Bind(configuration.GetSection(DataOptions.SectionName)).ValidateOnStart();
        services.AddOptions<TemporalOptions>().Bind(configuration.GetSection(TemporalOptions.SectionName)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TemporalOptions>, TemporalOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DatabaseEndpoint>();
        services.TryAddSingleton<TemporalEndpoint>();
        services.TryAddSingleton(_ => new StartupReport(Console.Out));
        return services;
    }
}
