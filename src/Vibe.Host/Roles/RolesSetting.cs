using Vibe.Host.Failures;

namespace Vibe.Host.Roles;

/// <summary>Reads the configuration key <c>Roles</c>: names of <see cref="VibeRoles"/> between commas; all of them where it is not set.</summary>
internal static class RolesSetting
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Roles";

    /// <summary>The roles of this process.</summary>
    /// <exception cref="VibeStartupException">A name is unknown.</exception>
    public static VibeRoles Read(IConfiguration configuration)
    {
        var text = configuration[Key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return VibeRoles.All;
        }

        var roles = VibeRoles.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            roles |= name.ToLowerInvariant() switch
            {
                "web" => VibeRoles.Web,
                "worker" => VibeRoles.Worker,
                "server" => VibeRoles.Server,
                _ => throw new VibeStartupException($"{Key}: '{name}' is not a role. Use web, worker, server, or several of them between commas."),
            };
        }

        return roles;
    }
}
