using Vibe.Host.Projects;
using Vibe.Host.Roles;
using Vibe.Host.Startup;

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

        builder.Services.AddFoundations(builder.Configuration).AddProjects();
        builder.Services.AddHealthChecks();
    }

    /// <summary>Maps the end points of the roles and says where to begin once the host listens.</summary>
    public static Task UseVibeAsync(this WebApplication app, VibeRoles roles)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<StartupReport>().Print($"Listening on {string.Join(", ", app.Urls)}. Ctrl-C ends it; starting it again goes on where it was."));
        return Task.CompletedTask;
    }
}
