using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Vibe.Data;
using Vibe.Data.Migrations;
using Vibe.Host.Chat;
using Vibe.Host.Database;
using Vibe.Host.Projects;
using Vibe.Host.Roles;
using Vibe.Host.Startup;
using Vibe.Host.Temporal;
using Vibe.Host.Workers;
using Vibe.Models;
using Vibe.Web.Status;

namespace Vibe.Host;

/// <summary>Puts the parts together.</summary>
internal static class VibeComposition
{
    /// <summary>Adds what the roles of this process need.</summary>
    public static void AddVibe(this WebApplicationBuilder builder, VibeRoles roles)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(VibeApplication.DefaultUrl);
        }

        var services = builder.Services;
        services.AddFoundations(builder.Configuration).AddProjects().AddVibeData().AddVibeModels(builder.Configuration);
        services.TryAddSingleton(provider => NpgsqlDataSource.Create(provider.GetRequiredService<DatabaseEndpoint>().ConnectionString));
        services.TryAddSingleton(provider => TemporalClientFactory.Create(
            provider.GetRequiredService<IOptions<TemporalOptions>>().Value, provider.GetRequiredService<TemporalEndpoint>().Address, provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton<Announcement>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("Database").AddCheck<TemporalHealthCheck>("Temporal").AddCheck<TroublesHealthCheck>("Given up");
        if (roles.HasFlag(VibeRoles.Web))
        {
            services.AddChat(builder.Configuration);
        }

        if (roles.HasFlag(VibeRoles.Worker))
        {
            services.AddVibeWorker(builder.Configuration);
        }
    }

    /// <summary>Brings the database up to date, maps the end points of the roles and says where to begin once the host listens.</summary>
    public static async Task UseVibeAsync(this WebApplication app, VibeRoles roles)
    {
        await app.Services.GetRequiredService<IDatabaseMigrator>().MigrateAsync(app.Lifetime.ApplicationStopping);
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.UseWebSockets();
        app.MapVibeStatus();
        if (roles.HasFlag(VibeRoles.Web))
        {
            app.MapChat();
        }

        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<Announcement>().Begin(app.Urls, roles));
    }
}
